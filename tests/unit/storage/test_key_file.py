from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import KeyFileError
from bot.storage import key_file

KEY = bytes(range(32))
ENCODED = base64.b64encode(KEY).decode()
_START = """
import pathlib, sys
from bot.storage import key_file
print(key_file.create(pathlib.Path(sys.argv[1]))[0].key.hex())
"""


def test_a_new_key_file_holds_one_secret_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret.keys"
    made = key_file.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made == key_file.read(path)
    assert [len(each.key) for each in made] == [32]
    assert [each.name for each in path.parent.iterdir()] == ["secret.keys"]


def test_an_umask_of_none_does_not_open_the_key_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        key_file.create(tmp_path / "secret.keys")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "secret.keys").stat().st_mode) == 0o600


def test_a_key_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secret.keys"
    path.write_text(f"mine:{ENCODED}\n")
    assert [(each.id, each.key) for each in key_file.create(path)] == [("mine", KEY)]
    assert path.read_text() == f"mine:{ENCODED}\n"


def test_several_starts_at_once_share_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _START, str(tmp_path / "secret.keys")]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    keys = {start.communicate()[0].strip() for start in starts}
    assert [start.returncode for start in starts] == [0] * 4
    assert keys == {key_file.read(tmp_path / "secret.keys")[0].key.hex()}


def test_secrets_are_read_newest_first_over_comments_and_empty_lines() -> None:
    secrets = key_file.parse(["# keys", "", f"  new:{ENCODED} ", f"old:{ENCODED}"], "here")
    assert [each.id for each in secrets] == ["new", "old"]


@pytest.mark.parametrize(
    "line",
    [
        "no-colon-SECRETWORDS",
        "id:SECRETWORDS!",
        "id:" + base64.b64encode(b"SECRETWORDS").decode(),
        f"i d:{ENCODED}",
        f":{ENCODED}",
        f"id:ЖАСЫРЫН{ENCODED}",
        f"id:{ENCODED}:{ENCODED}",
    ],
)
def test_a_malformed_line_is_named_by_its_number_and_never_shown(line: str) -> None:
    with pytest.raises(KeyFileError) as caught:
        key_file.parse([f"good:{ENCODED}", line], "the key file")
    assert str(caught.value) == "the key file: entry 2 is not id:base64 of 32 bytes"


def test_an_id_twice_is_refused() -> None:
    with pytest.raises(KeyFileError, match="entry 2 repeats an id"):
        key_file.parse([f"a:{ENCODED}"] * 2, "here")


def test_a_file_without_secrets_is_refused() -> None:
    with pytest.raises(KeyFileError, match="here holds no secret"):
        key_file.parse(["# none"], "here")


@pytest.mark.parametrize("content", [None, "құпия".encode()])
def test_a_file_that_cannot_be_read_is_told_by_its_path(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "secret.keys"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KeyFileError, match="cannot be read"):
        key_file.read(path)
