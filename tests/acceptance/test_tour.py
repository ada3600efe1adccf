"""The tour: the scripted conversation runs through the real road, and README shows what it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reading import teach

ROOT = Path(__file__).parents[2]


def tour(lang: str, data_dir: Path) -> str:
    teach(data_dir / "tour")
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "bot", "demo", "--tour", "--lang", lang]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_readme_shows_the_tour(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- tour -->\n```text\n(.*?)```\n<!-- /tour -->", readme, re.DOTALL)
    assert shown, "README has no tour between its markers"
    assert shown[1].strip() == tour("en", tmp_path).strip()


@pytest.mark.parametrize(("lang", "word"), [("kk", "Өтінішіңіз қабылданды"), ("ru", "Обращение принято")])
def test_the_tour_tells_the_whole_story_in_the_other_languages(tmp_path: Path, lang: str, word: str) -> None:
    told = tour(lang, tmp_path)
    assert word in told
    assert told.count("AB-2026-000001") > 4
