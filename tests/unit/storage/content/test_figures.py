from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.content.figures import Figure, written


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024 жылғы 16 маусымнан бері", "date 2024-06-16"),
        ("с 16 июня 2024 года", "date 2024-06-16"),
        ("since 16 June 2024", "date 2024-06-16"),
        ("June 16, 2024", "date 2024-06-16"),
        ("kaz.inform.kz, 18.11.2025", "date 2025-11-18"),
        ("2024-06-16", "date 2024-06-16"),
        ("2025 жылғы қаңтар", "date 2025-01"),
        ("в мае 2026 года", "date 2026-05"),
        ("до 1 февраля", "date --02-01"),
        ("2026–2027 оқу жылы", "date 2026, date 2027"),
        ("127-2-бап", "article 127-2"),
        ("7 және 12-баптар", "article 7, article 12"),
        ("статьи 1 и 4, часть 1-1", "article 1, article 4, article 1-1"),
        ("article 593, part 1-1", "article 593, article 1-1"),
        ("№ 245-VIII Заң", "document 245-VIII"),
        ("Order No 506", "document 506"),
        ("49,3%, 1 пайыз", "percent 49.3, percent 1"),
        ("10 АЕК, 10 МРП, 10 MCI", "mci 10, mci 10, mci 10"),
        ("37 миллион теңге", "sum 37000000"),
        ("46,228 tenge", "sum 46228"),
        ("1,5 млн ₸", "sum 1500000"),
        ("8 (7222) 52-12-34", "phone 87222521234"),
        ("+7 722 252 12 34", "phone 87222521234"),
        ("111 орталығы", "phone 111"),
        ("1 129 кружков, 29\u00a0893", "count 1129, count 29893"),
        ("more than 23,000 cameras", "count 23000"),
        ("23 мың камера", "count 23000"),
        ("1–4-сынып", "count 1, count 4"),
        ("a child of 14 may choose", "count 14"),
        ("15 маяков, 007", "count 15, count 7"),
        ("no figure", ""),
    ],
)
def test_a_figure_is_read_with_its_kind_in_three_languages(text: str, read: str) -> None:
    shown = [f"{figure.kind} {figure.value}" for figure in written(text, {"111"})]
    assert ", ".join(sorted(shown)) == ", ".join(sorted(read.split(", "))) if read else not shown


@pytest.mark.parametrize(
    ("told", "known", "stands"),
    [
        ("10 MCI", "10 MCI", True),
        ("10 MCI", "10", False),
        ("10 days", "10 MCI", False),
        ("article 10", "10", False),
        ("43 250 тенге", "43250", False),
        ("in June 2024", "2024-06-16", True),
        ("in 2024", "2024-06-16", True),
        ("16 June 2024", "2024", False),
        ("16 июня", "2024-06-16", True),
        ("17 июня", "2024-06-16", False),
    ],
)
def test_a_figure_stands_in_the_ledger_only_with_its_kind(told: str, known: str, stands: bool) -> None:
    (figure,) = written(told)
    assert figure.stands_in(set(written(known))) is stands


@given(st.text(alphabet="0123456789 ,.-–()+№%₸{}жылғымаусымстатьяbapMCI", max_size=400))
def test_any_text_is_read(text: str) -> None:
    assert all(isinstance(figure, Figure) for figure in written(text))


@pytest.mark.parametrize(
    "piece", ["1,", "1 ", " ", "8", "1-", "{{", "статья ", "2024 жылы ", "1 и ", "8 (722", "1 млн ", "No "]
)
def test_a_long_text_is_read_in_time_that_grows_with_it(piece: str) -> None:
    begun = process_time()
    written(piece * (40_000 // len(piece)))
    assert process_time() - begun < 2
