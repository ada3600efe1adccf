from __future__ import annotations

from bot.domain.understanding.search import MOST_HITS, THRESHOLD, Entry, Index

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
    assert all(THRESHOLD <= hit.score <= 1 for hit in hits)


def test_no_more_than_five_topics_are_offered() -> None:
    entries = [Entry(f"topic-{number}", "en", ("camp voucher",)) for number in range(2)]
    many = Index.build(
        [Entry(f"topic-{number}", "en", (f"camp {number} voucher{number}",)) for number in range(8)]
    )
    assert len(many.find(" ".join(f"voucher{number}" for number in range(3)))) <= MOST_HITS
    assert {hit.slug for hit in Index.build(entries).find("camp voucher")} == {"topic-0", "topic-1"}


def test_an_index_without_entries_finds_nothing() -> None:
    assert Index.build([]).find("camp") == []
