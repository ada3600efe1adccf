"""Whatever happens to the folder or to the process, a whole catalogue serves once there was one."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import shutil
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from bot.domain.clock import FixedClock
from bot.storage.content.keeper import Keeper, ReadOnlyError, Wanted
from tests.unit.storage.content.folder import ASKED, Folder, good_files

NOON = datetime(2026, 11, 23, 7, tzinfo=UTC)
FACTS = "facts.yaml"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir()
    return path


def opened(folder: Folder, data_dir: Path, clock: FixedClock | None = None) -> Keeper:
    keeper = Keeper(folder.path, data_dir, clock or FixedClock(NOON), asked=ASKED, quiet_seconds=0.01)
    keeper.open()
    return keeper


def writing(**texts: str) -> Wanted:
    """Want files changed; a path is written with its ending left out."""
    changes = {f"{name}.yaml": text.encode() for name, text in texts.items()}
    return lambda now: {**now, **changes}


def facts(words: str) -> str:
    return good_files()[FACTS].replace("costs 10", f"costs {words} 10")


def rules(keeper: Keeper) -> list[str]:
    return [finding.rule for finding in keeper.findings]


def test_a_broken_folder_serves_the_last_good_version_and_says_what_is_wrong(
    folder: Folder, data_dir: Path
) -> None:
    good = opened(folder, data_dir).catalogue
    folder.change("menu.yaml", "home: home", "home: house")
    keeper = opened(folder, data_dir)
    assert keeper.catalogue.digest == good.digest
    assert not keeper.live
    assert rules(keeper) == ["page-unknown"]


def without(text_id: str, folder: Folder) -> None:
    for lang in ("kk", "ru", "en"):
        folder.change(f"texts/{lang}.ftl", f"{text_id} = ", f"{text_id}-renamed = ")


def test_a_text_that_the_program_says_is_missed_at_a_start(folder: Folder, data_dir: Path) -> None:
    without("not-found", folder)
    keeper = Keeper(folder.path, data_dir, FixedClock(NOON), asked=ASKED)
    assert not keeper.open()
    assert set(rules(keeper)) == {"text-asked", "text-unused"}


def test_a_kept_version_that_lacks_a_text_of_this_program_is_passed_over(
    folder: Folder, data_dir: Path
) -> None:
    good = opened(folder, data_dir).catalogue
    without("not-found", folder)
    assert Keeper(folder.path, data_dir, FixedClock(NOON)).open()  # a program that does not say it
    assert opened(folder, data_dir).catalogue.digest == good.digest


async def test_a_text_that_the_program_says_is_missed_while_it_runs(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    sentences = folder.read("texts/kk.ftl").replace("not-found", "lost").encode()
    trial = await keeper.trial(
        lambda now: {path: sentences if "texts/" in path else now[path] for path in now}
    )
    assert trial.catalogue is None
    without("not-found", folder)
    news = await keeper.look()
    assert news
    assert not news.live


def test_a_folder_that_is_gone_serves_the_last_good_version(folder: Folder, data_dir: Path) -> None:
    opened(folder, data_dir)
    shutil.rmtree(folder.path)
    keeper = opened(folder, data_dir)
    assert keeper.catalogue
    assert rules(keeper) == ["folder-missing"]


def test_without_any_good_version_nothing_serves(folder: Folder, data_dir: Path) -> None:
    folder.remove("menu.yaml")
    assert not Keeper(folder.path, data_dir, FixedClock(NOON)).open()


def test_an_unchanged_folder_is_not_kept_again(folder: Folder, data_dir: Path) -> None:
    for _ in range(3):
        keeper = opened(folder, data_dir)
    assert [version.number for version in keeper.versions.all()] == [1]


def test_a_version_that_cannot_be_kept_is_a_warning_and_the_content_serves(
    folder: Folder, data_dir: Path
) -> None:
    data_dir.rmdir()
    data_dir.write_text("a file where the folder should be")
    keeper = opened(folder, data_dir)
    assert keeper.catalogue
    assert keeper.version is None
    assert set(rules(keeper)) == {"copy-failed"}


def test_a_damaged_version_is_passed_over_for_an_older_one(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    folder.write(FACTS, facts("about"))
    opened(folder, data_dir)
    newest = data_dir / "content-versions" / "000002.zip"
    newest.write_bytes(newest.read_bytes()[:-40])
    folder.remove(FACTS)
    assert opened(folder, data_dir).catalogue.digest == keeper.catalogue.digest


async def test_a_change_in_the_folder_is_taken_over_once(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    before = keeper.catalogue
    assert await keeper.look() is None
    folder.write(FACTS, facts("about"))
    news = await keeper.look()
    assert news
    assert news.live
    assert keeper.catalogue is not before
    assert await keeper.look() is None
    assert [version.changed for version in keeper.versions.all()] == [(FACTS,), ()]


async def test_a_broken_change_leaves_the_old_content_until_it_is_mended(
    folder: Folder, data_dir: Path
) -> None:
    keeper = opened(folder, data_dir)
    before = keeper.catalogue
    folder.write(FACTS, "facts: [")
    news = await keeper.look()
    assert news
    assert not news.live
    assert keeper.catalogue is before
    assert keeper.findings
    assert await keeper.look() is None
    folder.write(FACTS, good_files()[FACTS])
    news = await keeper.look()
    assert news
    assert news.live
    assert keeper.findings == ()
    assert [version.number for version in keeper.versions.all()] == [1]


async def test_a_file_that_cannot_be_read_is_told_once_whatever_else_is_touched(
    folder: Folder, data_dir: Path
) -> None:
    keeper = opened(folder, data_dir)
    folder.write("menu.yaml", "x" * 600_000)
    assert await keeper.look()
    folder.write("README.md", "no content")
    assert await keeper.look() is None
    folder.write("region.yaml", "x" * 600_000)
    news = await keeper.look()
    assert news
    assert [each.path for each in news.findings if each.rule == "file-large"] == ["menu.yaml", "region.yaml"]


async def test_a_folder_nested_too_deep_is_told_while_the_bot_runs(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    folder.write("a/b/c/d/e/f.txt", "x")
    news = await keeper.look()
    assert news
    assert (news.live, keeper.live, rules(keeper)) == (False, False, ["folder-deep"])


async def test_a_folder_that_somebody_is_writing_into_is_read_when_it_is_quiet(
    folder: Folder, data_dir: Path
) -> None:
    """The halves differ in words only, so nothing but patience keeps them apart."""
    keeper = Keeper(folder.path, data_dir, FixedClock(NOON), quiet_seconds=0.2)
    keeper.open()
    menu = good_files()["menu.yaml"].replace("Сәлем", "Қайырлы күн")

    async def write_slowly() -> None:
        folder.write(FACTS, facts("about"))
        for length in range(0, len(menu), 100):
            folder.write("menu.yaml", menu[:length])
            await asyncio.sleep(0.01)
        folder.write("menu.yaml", menu)

    news, _ = await asyncio.gather(keeper.look(), write_slowly())
    assert news
    assert news.live
    assert keeper.files["menu.yaml"].decode() == menu


async def test_a_change_from_the_chat_waits_for_who_is_copying_files(folder: Folder, data_dir: Path) -> None:
    """Both files carry the same word: what serves has it in both or in none."""
    keeper = Keeper(folder.path, data_dir, FixedClock(NOON), quiet_seconds=0.2)
    keeper.open()
    served = []

    def swapped() -> None:
        served.append({path for path in (FACTS, "menu.yaml") if b"about" in keeper.files[path]})

    async def copy() -> None:
        folder.write(FACTS, facts("about"))
        await asyncio.sleep(0.05)
        folder.change("menu.yaml", "Сәлем", "Сәлем about")

    keeper.swapped = swapped
    edit = good_files()["appeals.yaml"].replace("Напишите", "Пишите")
    await asyncio.gather(keeper.change(writing(appeals=edit), "chat"), copy())
    assert served == [{FACTS, "menu.yaml"}]


async def test_a_change_from_the_chat_does_not_wait_for_ever(
    folder: Folder, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.content.keeper._PATIENCE_SECONDS", 0.01)
    keeper = Keeper(folder.path, data_dir, FixedClock(NOON), quiet_seconds=60)
    keeper.open()
    await keeper.change(writing(facts=facts("about")), "chat")
    assert folder.read(FACTS) == facts("about")


async def test_a_file_of_an_admin_is_written_and_serves_and_the_folder_tells_nothing_new(
    folder: Folder, data_dir: Path
) -> None:
    keeper = opened(folder, data_dir)
    trial = await keeper.change(writing(facts=facts("about")), "chat")
    assert trial.catalogue is keeper.catalogue
    assert folder.read(FACTS) == facts("about")
    assert await keeper.look() is None
    (version, _) = keeper.versions.all()
    assert (version.origin, version.changed) == ("chat", (FACTS,))
    assert sorted(each.name for each in folder.path.iterdir() if each.name.startswith(".")) == []


async def test_a_file_with_an_error_changes_nothing(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    before = keeper.catalogue
    trial = await keeper.change(writing(facts="facts: 1"), "chat")
    assert trial.catalogue is None
    assert [finding.path for finding in trial.findings if finding.rule == "field-value"] == [FACTS]
    assert keeper.catalogue is before
    assert folder.read(FACTS) == good_files()[FACTS]


async def test_a_file_that_is_too_large_is_refused_before_it_is_read(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    trial = await keeper.change(writing(menu="x: 1\n" * 200_000), "chat")
    assert [finding.rule for finding in trial.findings] == ["file-large"]
    assert folder.read("menu.yaml") == good_files()["menu.yaml"]


async def test_a_good_file_takes_the_place_of_one_that_cannot_be_read(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    folder.write("menu.yaml", "x" * 600_000)
    await keeper.look()
    assert rules(keeper) == ["file-large", "file-missing"]
    await keeper.change(writing(menu=good_files()["menu.yaml"]), "chat")
    assert keeper.live
    assert keeper.findings == ()


def test_a_name_that_is_no_text_is_told_and_stops_nothing(folder: Folder, data_dir: Path) -> None:
    opened(folder, data_dir)
    os.close(os.open(bytes(folder.path) + b"/\xff.md", os.O_CREAT | os.O_WRONLY))
    keeper = opened(folder, data_dir)
    assert rules(keeper) == ["file-unreadable"]
    assert keeper.catalogue


async def test_a_folder_that_takes_no_files_stays_as_it_was(folder: Folder, data_dir: Path) -> None:
    """The second file cannot be written: so the first one goes back."""
    keeper = opened(folder, data_dir)
    (folder.path / ".menu.yaml.new").mkdir()
    menu = good_files()["menu.yaml"].replace("Сәлем", "Қайырлы күн")
    with pytest.raises(ReadOnlyError):
        await keeper.change(writing(facts=facts("about"), menu=menu), "chat")
    assert folder.read(FACTS) == good_files()[FACTS]
    assert [version.number for version in keeper.versions.all()] == [1]
    assert opened(folder, data_dir).files == keeper.files


async def test_a_data_folder_that_takes_no_files_leaves_the_content_as_it_was(
    folder: Folder, data_dir: Path
) -> None:
    keeper = opened(folder, data_dir)
    shutil.rmtree(data_dir / "content-versions")
    (data_dir / "content-versions").write_text("a file where the folder should be")
    with pytest.raises(ReadOnlyError):
        await keeper.change(writing(facts=facts("about")), "chat")
    assert folder.read(FACTS) == good_files()[FACTS]


async def test_an_earlier_version_comes_back_whole(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    first = keeper.files
    folder.write(FACTS, facts("about"))
    folder.write("notes.txt", "a file that the first version did not have")
    await keeper.look()

    await keeper.change(lambda _: first, "rollback")
    assert keeper.files == first
    assert {path.name for path in folder.path.iterdir()} == {path.split("/")[0] for path in first}
    (newest, *_) = keeper.versions.all()
    assert (newest.number, newest.origin, newest.changed) == (3, "rollback", (FACTS, "notes.txt"))


async def test_what_admins_changed_is_known_until_the_folder_brings_it_itself(
    folder: Folder, data_dir: Path
) -> None:
    keeper = opened(folder, data_dir)

    def edited() -> set[str]:
        assert keeper.version
        return set(keeper.version.edited)

    await keeper.change(writing(facts=facts("about")), "chat")
    assert edited() == {FACTS}
    folder.write("menu.yaml", good_files()["menu.yaml"].replace("Сәлем", "Қайырлы күн"))
    await keeper.look()
    assert edited() == {FACTS}
    await keeper.change(writing(facts=good_files()[FACTS]), "chat")
    assert edited() == set()
    await keeper.change(writing(facts=facts("about")), "chat")
    folder.write(FACTS, facts("nearly"))
    await keeper.look()
    assert edited() == set()


@pytest.mark.parametrize("writing", [(), (FACTS,)])
def test_a_start_after_a_kill_finishes_the_change_and_leaves_what_others_edited_meanwhile(
    folder: Folder, data_dir: Path, writing: tuple[str, ...]
) -> None:
    keeper = opened(folder, data_dir)
    wanted = {**keeper.files, FACTS: facts("about").encode()}
    keeper.versions.begin(wanted, NOON, "chat", writing)  # and killed here
    folder.change("menu.yaml", "Сәлем", "Қайырлы күн")
    keeper = opened(folder, data_dir)
    assert "Қайырлы күн" in keeper.files["menu.yaml"].decode()
    assert (keeper.files[FACTS] == wanted[FACTS]) is bool(writing)
    assert keeper.versions.all()[0].origin == "folder"


async def test_only_the_newest_versions_are_kept(folder: Folder, data_dir: Path) -> None:
    keeper = opened(folder, data_dir)
    keeper.versions._kept = 3
    for number in range(5):
        folder.write(FACTS, f"{good_files()[FACTS]}# {'x' * number}\n# turned\n")
        await keeper.look()
    assert [version.number for version in keeper.versions.all()] == [6, 5, 4]


def _keep_turning(path: Path, data_dir: Path, turned: Event) -> None:
    keeper = Keeper(path, data_dir, FixedClock(NOON + timedelta(days=1)), quiet_seconds=0)
    keeper.open()

    async def turn() -> None:
        while True:
            for words in ("about", "nearly"):
                menu = good_files()["menu.yaml"].replace("Сәлем", f"Сәлем {words}")
                await keeper.change(writing(facts=facts(words), menu=menu), "chat")
                turned.set()

    asyncio.run(turn())


@pytest.mark.parametrize("milliseconds", range(0, 100, 5))
def test_a_process_killed_while_it_writes_leaves_no_half_change(
    folder: Folder, data_dir: Path, milliseconds: int
) -> None:
    """Both files of a change carry the same word, which no rule of the check compares."""
    context = multiprocessing.get_context("fork")
    turned = context.Event()
    process = context.Process(target=_keep_turning, args=(folder.path, data_dir, turned))
    process.start()
    assert turned.wait(60)
    process.join(milliseconds / 1000)
    process.kill()
    process.join()
    keeper = opened(folder, data_dir)
    assert keeper.live
    texts = [keeper.files[path].decode() for path in (FACTS, "menu.yaml")]
    assert any(all(f" {word} " in text for text in texts) for word in ("about", "nearly"))
