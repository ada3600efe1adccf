"""Do the proofs notice faults? Each patch sows one into a copy of the tree, and its test must turn red.

The first lines of a patch name the fault and the tests, `red: FILE::TEST`. A patch that no longer applies
is a failure too: it has to follow the code.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PATCHES = Path(__file__).with_name("controls")
_COPIED = ("bot", "content", "tests", "pyproject.toml", "README.md", "CONTRIBUTING.md", "Makefile")
_SECONDS = 300
_PATIENCE = "30"
"""Seconds that a test waits for what a fault keeps from coming."""
_RED = 1  # pytest: tests were run and some failed


@dataclass(frozen=True)
class Control:
    patch: Path

    @property
    def name(self) -> str:
        return self.patch.stem

    @property
    def tests(self) -> list[str]:
        return re.findall(r"^red: (\S+)$", self.patch.read_text(), re.MULTILINE)

    def outcome(self) -> str:
        """Return "red" when a test noticed the fault, else what happened."""
        with tempfile.TemporaryDirectory(prefix="control-") as folder:
            tree = Path(folder)
            _copy(tree)
            applied = _run(["git", "apply", "-C1", "--recount", str(self.patch)], tree)
            if applied.returncode:
                return f"does not apply: {applied.stderr.strip()}"
            tested = _run(
                [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *self.tests], tree
            )
        failed = re.search(r"^FAILED (\S+)", tested.stdout, re.MULTILINE)
        if tested.returncode == _RED and failed:
            return "red"
        return f"unnoticed (pytest ended with {tested.returncode})\n{tested.stdout[-1_500:]}"


def _copy(tree: Path) -> None:
    for name in _COPIED:
        source = _ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)


def _run(command: list[str], tree: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TORTURE_PATIENCE": _PATIENCE, "PYTHONPATH": str(tree)}
    environment.pop("TORTURE", None)
    environment.pop("CI", None)
    try:
        return subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, -1, "", f"took longer than {_SECONDS} s")


def main(names: list[str]) -> int:
    """Try the controls of these names, or all, two side by side; return 1 unless each turned a test red."""
    controls = [Control(each) for each in sorted(_PATCHES.glob("*.patch")) if not names or each.stem in names]
    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip(controls, pool.map(Control.outcome, controls), strict=True))
    for control, outcome in outcomes.items():
        print(f"{control.name}: {outcome}")
    red = sum(outcome == "red" for outcome in outcomes.values())
    print(f"{red} of {len(controls)} sown faults were noticed")
    return 0 if controls and red == len(controls) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
