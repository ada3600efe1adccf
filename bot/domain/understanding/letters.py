"""One coarse spelling for what people type in Cyrillic or in Latin letters.

Kazakh is typed in many ways: with its own letters, with those of a Russian keyboard, in the Latin
alphabets of 2018 and 2021 and in habits of chats. A skeleton keeps what all of these keep apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_LATIN = re.compile(r"[a-z\u00c0-\u024f]")

_PAIRS = {
    "shch": "щ", "sch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "gh": "г", "ts": "ц", "ng": "н",
    "yu": "ю", "iu": "ю", "ju": "ю", "ya": "я", "ia": "я", "yo": "е", "ye": "е",
}  # fmt: skip
"""Letters that are written as two and more."""

_SINGLE = dict(
    zip(
        "aäábcçč4deéfgğǵhiıïíjžklmnñńoöópqrsşštuüúūvwxyýz",
        "ааабсчччдеефгггхиыиижжклмнннооопкрсшштуууувшхыуз",
        strict=True,
    )
)

_READ = re.compile("|".join(sorted(_PAIRS, key=len, reverse=True)) + "|.")

_COARSE = str.maketrans({"э": "е", "щ": "ш", "ы": "и", "й": "и", "ц": "с", "я": "иа", "ю": "иу"})
"""What people confuse, or Latin letters do not tell apart."""

_DOUBLED = re.compile(r"([^\W\d])\1+")


def is_latin(word: str) -> bool:
    return bool(_LATIN.search(word))


@lru_cache(maxsize=2_000)
def cyrillic(word: str) -> str:
    """Return a folded Latin word as Kazakh or Russian would be spelled.

    >>> cyrillic("besplatnoe")
    'бесплатное'
    """
    return _READ.sub(lambda letters: _PAIRS.get(letters[0]) or _SINGLE.get(letters[0], letters[0]), word)


@lru_cache(maxsize=4_000)
def skeleton(word: str) -> str:
    """Return a folded word, Cyrillic or Latin, in the coarse spelling.

    >>> skeleton("семя"), skeleton("semya")
    ('семиа', 'семиа')
    """
    spelled = cyrillic(word) if is_latin(word) else word
    return _DOUBLED.sub(r"\1", spelled.translate(_COARSE).replace("нг", "н"))


def spelled(words: Iterable[str]) -> str:
    """Return folded words in the coarse spelling, one space between: to tell whether texts are the same."""
    return " ".join(map(skeleton, words))
