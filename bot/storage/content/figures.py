"""Figures of a text with their kind: a date is no count, and an article of law is no sum.

A text in any of the three languages is read, and so are the values of `facts.yaml`, written as English
phrases: `10 MCI`, `article 127-2`, `No 506`, `2024-06-16`, `92.4%`, `46228 tenge`, `111`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["count", "date", "article", "document", "percent", "mci", "sum", "phone"]


class Figure(NamedTuple):
    """One figure in one spelling: `2024-06-16`, `2024-06` or `2024`; `127-2`; `43250`; `92.4`."""

    kind: Kind
    value: str

    def stands_in(self, known: Collection[Figure]) -> bool:
        """Tell whether `known` has it: a month or a year may be told of a day that is known."""
        if self.kind != "date":
            return self in known
        days = [figure.value for figure in known if figure.kind == "date"]
        if self.value.startswith("--"):
            return any(day.endswith(self.value[1:]) for day in days)
        return any(day == self.value or day.startswith(f"{self.value}-") for day in days)


_DIGIT = re.compile(r"\d")
_ONE = r"(?<![\d.,])(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_MANY = r"(?:\s{0,3}(?P<scale>мың|тысяч\w*|thousand|миллион\w*|million|млн|миллиард\w*|billion|млрд)\b)?"
_SCALES = {"мың": 3, "тысяч": 3, "thousand": 3, "миллион": 6, "million": 6, "млн": 6}
_SCALES |= {"миллиард": 9, "billion": 9, "млрд": 9}

_MONTHS = [
    rf"(?:{stems})\w*|(?-i:{english})"  # "may" is no month
    for stems, english in (
        *(("қаңтар|январ", "January"), ("ақпан|феврал", "February"), ("наурыз|март", "March")),
        *(("сәуір|апрел", "April"), (r"мамыр|ма[йяею]\b", "May"), ("маусым|июн", "June")),
        *(("шілде|июл", "July"), ("тамыз|август", "August"), ("қыркүйе|сентябр", "September")),
        *(("қазан|октябр", "October"), ("қараша|ноябр", "November"), ("желтоқсан|декабр", "December")),
    )
]
_MONTH = rf"\b(?P<month>{'|'.join(_MONTHS)})\b"

_ARTICLE = r"\d+(?:-\d+)?"
_AND = r"(?:\s*,\s*|\s+(?:және|мен|пен|и|или|and|or)\s+)"
_ARTICLES = rf"(?P<articles>{_ARTICLE}(?:{_AND}{_ARTICLE}){{0,9}})"

_LONG_PHONE = re.compile(r"(?<!\d)(?:\+7|8)[ \u00a0-]?\(?\d{3,4}\)?(?:[ \u00a0-]?\d{2,4}){2,3}(?!\d)")


def written(text: str, phones: Collection[str] = ()) -> list[Figure]:
    """Return the figures of a text without placeholders.

    `phones` are the short numbers, digits only, that are known to be phones: 111, 112.
    """
    found: list[Figure] = []
    for pattern, read in _READERS:
        if not _DIGIT.search(text):
            break
        found += [figure for match in pattern.finditer(text) for figure in read(match)]
        text = pattern.sub(" | ", text)
    return [
        Figure("phone", figure.value) if figure.kind == "count" and figure.value in phones else figure
        for figure in found
    ]


def digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _number(written: str, scale: str | None = None) -> str:
    """Join thousands, write decimals with a point, carry out `million`."""
    plain = re.sub(r"[,\u00a0\u202f ](?=\d{3}(?!\d))", "", written).replace(",", ".")
    whole, _, part = plain.partition(".")
    shift = next((power for stem, power in _SCALES.items() if scale and scale.lower().startswith(stem)), 0)
    moved = part.ljust(shift, "0")
    number = (whole + moved[:shift]).lstrip("0") or "0"
    rest = moved[shift:].rstrip("0")
    return f"{number}.{rest}" if rest else number


def _scaled(kind: Kind) -> Callable[[re.Match[str]], Iterator[Figure]]:
    def read(match: re.Match[str]) -> Iterator[Figure]:
        yield Figure(kind, _number(match["number"], match["scale"]))

    return read


def _phone(match: re.Match[str]) -> Iterator[Figure]:
    number = digits(match[0])
    yield Figure("phone", "8" + number[1:])


def _date(match: re.Match[str]) -> Iterator[Figure]:
    given = match.groupdict()
    year = given.get("year") or "-"
    parts = [_month(given.get("month")), given.get("day")]
    yield Figure("date", "-".join([year, *(part.zfill(2) for part in parts if part)]))


def _month(word: str | None) -> str | None:
    if word is None or word.isdigit():
        return word
    return next(str(at) for at, month in enumerate(_MONTHS, 1) if re.fullmatch(month, word, re.IGNORECASE))


def _articles(match: re.Match[str]) -> Iterator[Figure]:
    for article in re.findall(_ARTICLE, match["articles"]):
        yield Figure("article", article)


def _document(match: re.Match[str]) -> Iterator[Figure]:
    yield Figure("document", match["name"].upper())


_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})"
_SCALED = rf"(?P<number>{_ONE}){_MANY}"

_READERS = [
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (_LONG_PHONE.pattern, _phone),
        (r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\d-])", _date),
        (r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)", _date),
        (rf"(?<!\d){_YEAR}\s+жыл\w*\s+{_DAY}\s+{_MONTH}", _date),
        (rf"(?<!\d){_YEAR}\s+жыл\w*\s+{_MONTH}", _date),
        (rf"(?<!\d){_DAY}\s+{_MONTH},?\s+{_YEAR}(?!\d)", _date),
        (rf"{_MONTH}\s+{_DAY},\s+{_YEAR}(?!\d)", _date),
        (rf"{_MONTH}\s+{_YEAR}(?!\d)", _date),
        (rf"(?<!\d){_DAY}\s+{_MONTH}", _date),
        (rf"\b(?:articles?|parts?|annex(?:es)?|paragraphs?)\s+{_ARTICLES}", _articles),
        (rf"\b(?:стать\w+|ст\.|част(?:ь|и|ью|ей|ям|ях)|пункт\w*|приложени\w+)\s*{_ARTICLES}", _articles),
        (rf"(?<!\d){_ARTICLES}-(?:бап|баб|бөлі|тарма|қосымша)\w*", _articles),
        (r"(?:№|\bNo\.?|\bN°)\s*(?P<name>\d+(?:-(?:[IVXLC]+|\d+))?)(?!\d)", _document),
        (rf"{_SCALED}(?:-\w{{1,9}})?\s{{0,3}}(?:%|процент|пайыз|per ?cent)\w*", _scaled("percent")),
        (rf"{_SCALED}\s{{0,3}}(?:АЕК|МРП|MCI)\b", _scaled("mci")),
        (rf"{_SCALED}\s{{0,3}}(?:₸|тенге|теңге|tenge)", _scaled("sum")),
        (r"(?<![\d.,])(?P<year>(?:199|20[0-6])\d)(?![.,]?\d)", _date),
        (_SCALED, _scaled("count")),
    )
]
