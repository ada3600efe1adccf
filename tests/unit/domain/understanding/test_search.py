from __future__ import annotations

from bot.domain.language import LANGUAGES
from bot.domain.understanding.search import MOST_HITS, RUNNER_UP, THRESHOLD, Entry, Index

INDEX = Index.build(
    [
        Entry(
            "camps",
            "ru",
            ("Детские лагеря", "Как получить путёвку в лагерь?", "Есть ли у лагеря лицензия?"),
            ("Путёвку даёт отдел образования.",),
        ),
        Entry("bullying", "ru", ("Травля ребёнка", "Какой штраф за травлю?", "Одноклассники обижают сына")),
        Entry("camps", "kk", ("Балалар лагері", "Лагерьге жолдама қалай аламын?", "Лагерьлер қайда?")),
        Entry("bullying", "kk", ("Баланы жәбірлеу", "Жәбірлегені үшін айыппұл қанша?")),
        Entry("camps", "en", ("Children's camps", "How do I get a camp voucher?")),
    ]
)


def first(text: str) -> str | None:
    hits = INDEX.find(text)
    return hits[0].slug if hits else None


def test_other_forms_of_the_words_find_the_topic() -> None:
    assert first("где взять путевки в лагеря") == "camps"
    assert first("сына травят одноклассники") == "bullying"
    assert first("лагерлерге жолдаманы кимнен аламыз") == "camps"
    assert first("camp vouchers please") == "camps"


def test_an_ending_nobody_wrote_is_found_by_the_first_letters() -> None:
    assert first("одноклассничек обижалкин") == "bullying"


def test_what_no_topic_is_about_finds_nothing() -> None:
    for text in ("какая завтра погода", "hello", "Сәлем!", "", "🙂", "доллар курсы қанша"):
        assert INDEX.find(text) == []


def test_hits_come_best_first_within_bounds() -> None:
    hits = INDEX.find("путёвка в лагерь и травля")
    assert {hit.slug for hit in hits} == {"camps", "bullying"}
    assert hits == sorted(hits, key=lambda hit: -hit.score)
    assert THRESHOLD <= hits[0].score <= 1
    assert all(RUNNER_UP <= hit.score <= 1 for hit in hits)


def test_topics_that_are_all_only_brushed_are_not_found() -> None:
    """The same two words that are found by themselves are too little among words about something else."""
    assert {hit.slug for hit in INDEX.find("лагеря и травля")} == {"bullying", "camps"}
    assert INDEX.find("посоветуйте кино про лагеря и травлю") == []


def test_no_more_than_five_topics_are_offered() -> None:
    six = [Entry(f"topic-{at}", LANGUAGES[at // 2], ("camp voucher licence",)) for at in range(6)]
    assert len(Index.build(six[:5]).find("camp voucher licence")) == 5
    assert len(Index.build(six).find("camp voucher licence")) == MOST_HITS == 5


def test_an_index_without_entries_finds_nothing() -> None:
    assert Index.build([]).find("camp") == []
