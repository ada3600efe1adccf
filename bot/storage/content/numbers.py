"""Numbers as people write them in three languages, made comparable."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(r"(?<=\d)(?:,|[ \u00a0\u202f])(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[-./:,]\d+)*")
_DIGITS = re.compile(r"\d+")


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as written, thousands joined: 43 250 and 43,250 give 43250."""
    return _NUMBER.findall(_THOUSANDS.sub("", text))


def parts(number: str) -> frozenset[str]:
    """Return the groups of digits of one number without leading zeros: 127-2 gives 127 and 2."""
    return frozenset(group.lstrip("0") or "0" for group in _DIGITS.findall(number))


def parts_of(texts: list[str]) -> frozenset[str]:
    """Return the groups of digits of all numbers in `texts`."""
    return frozenset(part for text in texts for number in numbers(text) for part in parts(number))
