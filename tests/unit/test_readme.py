"""README and .env.example tell of every setting and command that there is, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from bot.command_line import cli
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([A-Z_]+)` \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
SAID = {
    "bot_token": "none: `run` refuses",
    "bot_api_url": "Telegram's",
    "database_url": "SQLite in `DATA_DIR/abai-bala.db`",
    "secret_keys_file": "`DATA_DIR/secret.keys`",
}
"""Defaults that README tells in words, since the program works them out or they say nothing alone."""


def told(name: str) -> str:
    default = Settings.model_fields[name].default
    if name in SAID:
        return SAID[name]
    return "none" if default in (None, ()) else f"`{default}`"


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    assert dict(ROW.findall(README)) == {name.upper(): told(name) for name in Settings.model_fields}


def test_env_example_names_every_setting_once_and_sets_none() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    set_here = [line for line in lines if line and not line.startswith("#")]
    assert sorted(set_here) == sorted(f"{name.upper()}=" for name in Settings.model_fields)


def test_every_command_and_its_options_are_told() -> None:
    group = typer.main.get_command(cli)
    assert isinstance(group, typer.core.TyperGroup)
    for name, command in group.commands.items():
        [row] = re.findall(rf"^\| `abai-bala {name}\b.*$", README, re.MULTILINE)
        options = {option for each in command.params for option in each.opts if option.startswith("--")}
        assert {option for option in options if option not in row} == set()


@pytest.mark.parametrize("target", ["run", "test", "check", "cover", "picture"])
def test_every_make_target_that_is_told_exists(target: str) -> None:
    assert f"make {target}" in README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_link_to_a_file_leads_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
        assert [link for link in links if not (ROOT / link).exists()] == []
