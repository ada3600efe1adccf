from __future__ import annotations

from pathlib import Path

from bot.demo import place
from bot.settings import Settings


def test_a_new_demo_forgets_its_story_but_neither_its_lock_nor_what_it_learned(tmp_path: Path) -> None:
    data_dir = place.settings_for(Settings(data_dir=tmp_path), tour=False).data_dir
    for name in ("abai-bala.db", "abai-bala.lock", "keys/secret.keys", "learned/one.learned"):
        (data_dir / name).parent.mkdir(parents=True, exist_ok=True)
        (data_dir / name).touch()
    place.forget(data_dir)
    left = {path.relative_to(data_dir).as_posix() for path in data_dir.rglob("*") if path.is_file()}
    assert left == {"abai-bala.lock", "learned/one.learned"}
