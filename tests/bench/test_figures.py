from __future__ import annotations

from tests.bench.figures import Figure, Figures
from tests.bench.measures import percentile


def test_figure_counts_the_middle_round() -> None:
    figure = Figure.of("CPU", [1.0, 9.0, 2.0], [2.0, 2.0, 2.0], bound=1.0, relative=True)
    assert (figure.ours, figure.bare, figure.ratio, figure.good) == (2.0, 2.0, 1.0, True)


def test_figure_over_its_bound_is_not_good() -> None:
    assert Figure("ready", 2.6, bound=2.5).good is False
    assert Figure("ready", 2.4, bound=2.5).good is True
    assert Figure("median", 2.4).good is None


def test_table_names_what_is_not_kept() -> None:
    table = Figures([Figure("ready", 2.6, 5.2, bound=2.5), Figure("receipt", 40.0, bound=60)]).table()
    assert table.splitlines()[1].endswith("NO")
    assert table.splitlines()[2].endswith("yes")


def test_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([float(each) for each in range(1, 101)], 0.99) == 100.0
    assert percentile([5.0], 0.99) == 5.0
