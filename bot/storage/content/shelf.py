"""What was learned from the content, kept on disk: learning takes seconds, reading it again nothing."""

from __future__ import annotations

import hashlib
import logging
import os
from array import array
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias, TypeVar
from zlib import crc32

from bot.domain import understanding
from bot.domain.understanding.bayes import NaiveBayes, counted
from bot.domain.understanding.features import Example, Features
from bot.domain.understanding.regression import Regression

_log = logging.getLogger(__name__)

Examples: TypeAlias = Callable[[], Iterable[Example]]
"""Goes through the lines once more each time: there are too many to keep."""

_Learned = TypeVar("_Learned", NaiveBayes, Regression)

KEPT = 6
"""Files: two for each of the last versions of the content; of counts as many for each label."""

_CHECK_BYTES = 4


class Shelf:
    """Keeps what was learned under the digest of the lines that taught it, and of the program."""

    def __init__(self, folder: Path | None) -> None:
        """Without a folder everything is learned anew."""
        self._folder = folder

    def learned(self, examples: Examples, features: Features, smoothing: float) -> NaiveBayes:
        """Return what the lines teach naive Bayes; what cannot be read or kept is learned and not kept.

        Of labels whose lines did not change, what was counted is read again.
        """
        if self._folder is None:
            return NaiveBayes.learn(examples(), features, smoothing)
        digests = _digests(examples(), features)
        return self._known(
            _name(f"{smoothing}", *digests, *digests.values()),
            lambda kept: NaiveBayes.unpacked(kept, features),
            lambda: NaiveBayes.from_counts(self._counts(examples, digests, features), features, smoothing),
        )

    def weighed(self, examples: Examples, features: Features, last: str) -> Regression:
        """Return the weights that the lines teach, beside the label `last`."""
        if self._folder is None:
            return Regression.learn(examples(), features, last)
        digests = _digests(examples(), features)
        return self._known(
            _name(last, *digests, *digests.values()),
            lambda kept: Regression.unpacked(kept, features),
            lambda: Regression.learn(examples(), features, last),
        )

    def _known(
        self, name: str, unpack: Callable[[bytes], _Learned], learn: Callable[[], _Learned]
    ) -> _Learned:
        """Return what is kept under a name, or learn and keep it."""
        assert self._folder
        try:
            return unpack((self._folder / f"{name}.learned").read_bytes())
        except (OSError, ValueError):
            learned = learn()
            self._keep(f"{name}.learned", learned.packed(), KEPT)
            return learned

    def _counts(
        self, examples: Examples, digests: Mapping[str, str], features: Features
    ) -> Mapping[str, array[int]]:
        counts = {label: self._counted(digest) for label, digest in digests.items()}
        changed: dict[str, list[Example]] = {label: [] for label, found in counts.items() if found is None}
        for example in examples():
            if example.label in changed:
                changed[example.label].append(example)
        for label, lines in changed.items():
            counts[label] = new = counted(lines, features)
            self._keep(f"{digests[label]}.counted", _checked(new), KEPT * len(digests))
        return {label: found for label, found in counts.items() if found is not None}

    def _counted(self, digest: str) -> array[int] | None:
        """Return what was counted for a label, or None when it is not kept or damaged."""
        assert self._folder
        found = array("Q")
        try:
            kept = (self._folder / f"{digest}.counted").read_bytes()
            found.frombytes(kept[_CHECK_BYTES:])
        except (OSError, ValueError):
            return None
        return found if kept == _checked(found) else None

    def _keep(self, name: str, content: bytes, most: int) -> None:
        """Write a file, and remove the oldest of its kind."""
        assert self._folder
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(f".{os.getpid()}")
            beside.write_bytes(content)
            beside.replace(path)
            of_kind = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda each: each.stat().st_mtime)
            for old in of_kind[:-most]:
                old.unlink(missing_ok=True)
        except OSError as error:
            _log.info("What was learned from the content cannot be kept (%s)", error.strerror)


def _checked(counts: array[int]) -> bytes:
    content = counts.tobytes()
    return crc32(content).to_bytes(_CHECK_BYTES) + content


NO_SHELF = Shelf(None)


class _Untaught(Shelf):
    def learned(self, examples: Examples, features: Features, smoothing: float) -> NaiveBayes:  # noqa: ARG002
        return NaiveBayes.learn((), features, smoothing)

    def weighed(self, examples: Examples, features: Features, last: str) -> Regression:  # noqa: ARG002
        return Regression.learn((), features, last)


UNTAUGHT: Shelf = _Untaught(None)
"""For who reads what the content says and asks nothing: no line is learned from."""


def beside(data_dir: Path) -> Shelf:
    """Return the shelf of the bot that ran with this folder, or none: who only asks makes no folder."""
    return Shelf(folder_in(data_dir)) if data_dir.is_dir() else NO_SHELF


def folder_in(data_dir: Path) -> Path:
    return data_dir / "learned"


def _digests(lines: Iterable[Example], features: Features) -> Mapping[str, str]:
    """Return what tells the lines of each label from others, with the program that counts them."""
    begun = hashlib.sha256(_program())
    begun.update(f"{features.letters} {features.reach}".encode())
    found: dict[str, hashlib._Hash] = {}
    for each in lines:
        if each.label not in found:
            found[each.label] = begun.copy()
        found[each.label].update(f"{each.weight}\0{each.line}\n".encode())
    return {label: digest.hexdigest()[:32] for label, digest in found.items()}


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@cache
def _program() -> bytes:
    """Return the digest of the modules that learn: another program learns otherwise."""
    folder = Path(str(understanding.__file__)).parent
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.digest()
