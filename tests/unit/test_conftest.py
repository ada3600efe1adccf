"""On a developer's machine a skipped test is a remark; with CI set it is a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"

SKIPS = {
    "in the test": "import pytest\ndef test_it(): pytest.skip('no browser here')\n",
    "by a mark": "import pytest\n@pytest.mark.skip(reason='no browser here')\ndef test_it(): pass\n",
    "whole file": "import pytest\npytest.skip('no browser here', allow_module_level=True)\n",
}
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_it(): raise ValueError\n"


def outcome(folder: Path, test: str, ci: str) -> tuple[int, str]:
    (folder / "conftest.py").write_text(CONFTEST.read_text())
    (folder / "test_it.py").write_text(test)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", "test_it.py"]
    run = subprocess.run(
        command, cwd=folder, env={**os.environ, "CI": ci}, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


@pytest.mark.parametrize("how", SKIPS)
def test_with_ci_set_a_skip_is_a_failure_that_keeps_its_reason(tmp_path: Path, how: str) -> None:
    code, told = outcome(tmp_path, SKIPS[how], ci="1")
    assert code != 0
    assert "With CI set nothing may be skipped. Skipped: no browser here" in told


@pytest.mark.parametrize("how", SKIPS)
def test_without_ci_a_skip_is_a_skip(tmp_path: Path, how: str) -> None:
    code, told = outcome(tmp_path, SKIPS[how], ci="")
    assert code in (0, 5)
    assert "no browser here" in told


def test_with_ci_set_an_expected_failure_stays_one(tmp_path: Path) -> None:
    assert outcome(tmp_path, EXPECTED_FAILURE, ci="1")[0] == 0
