"""What was meant when the keyboard stood on another layout.

The layouts are those of phones and computers in Kazakhstan: English, Russian, and Kazakh, which is the
Russian one with its nine letters on the digits.
"""

from __future__ import annotations

import re

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_ENGLISH_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_RUSSIAN_SHIFTED = "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_DIGITS = "234589" + "0-="
_KAZAKH = "әіңғүұ" + "қөһ"

_TO_RUSSIAN = str.maketrans(_ENGLISH + _ENGLISH_SHIFTED, _RUSSIAN + _RUSSIAN_SHIFTED)
_TO_KAZAKH = _TO_RUSSIAN | str.maketrans(_DIGITS, _KAZAKH)
_ROW = str.maketrans(_DIGITS, _KAZAKH)
_IN_CYRILLIC = re.compile(r"[\w=-]*[а-яё][\w=-]*", re.IGNORECASE)
_TO_ENGLISH = str.maketrans(_RUSSIAN + _RUSSIAN_SHIFTED, _ENGLISH + _ENGLISH_SHIFTED)


def as_russian(text: str) -> str:
    """Return what the keys of an English layout give on a Russian one.

    >>> as_russian("ghbdtn")
    'привет'
    """
    return text.translate(_TO_RUSSIAN)


def as_kazakh(text: str) -> str:
    """Return what the keys of an English layout give on a Kazakh one.

    >>> as_kazakh("vtrntgnt nfvf0 ,fh vf")
    'мектепте тамақ бар ма'
    """
    return text.translate(_TO_KAZAKH)


def with_kazakh_row(text: str) -> str:
    """Return what the digits give on a Kazakh layout, in words that hold Cyrillic letters.

    >>> with_kazakh_row("2кем мен3 9рып, 5 сынып")
    'әкем мені ұрып, 5 сынып'
    """
    return _IN_CYRILLIC.sub(lambda word: word[0].translate(_ROW), text)


def as_english(text: str) -> str:
    """Return what the keys of a Russian layout give on an English one.

    >>> as_english("акуу ьуфды")
    'free meals'
    """
    return text.translate(_TO_ENGLISH)
