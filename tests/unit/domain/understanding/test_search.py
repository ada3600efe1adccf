from __future__ import annotations

from bot.domain.understanding.bayes import NaiveBayes
from bot.domain.understanding.features import Example
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.search import FEATURES, MOST_HITS, OTHER, RUNNER_UP, SMOOTHING, Index

LINES = {
    "camps": [
        "Детские лагеря",
        "Как получить путёвку в лагерь?",
        "Есть ли у лагеря лицензия?",
        "Балалар лагері",
        "Лагерьге жолдама қалай аламын?",
        "How do I get a camp voucher?",
    ],
    "bullying": [
        "Травля ребёнка",
        "Какой штраф за травлю?",
        "Одноклассники обижают сына",
        "Баланы жәбірлеу",
        "Жәбірлегені үшін айыппұл қанша?",
    ],
    OTHER: ["какая завтра погода", "доллар бағамы", "кино про шпионов", "weather tomorrow"],
}


def index(*lines: tuple[str, str]) -> Index:
    """Return an index of a few lines: it may take other things for ten times as probable."""
    examples = [Example(label, line) for label, line in lines]
    return Index(NaiveBayes.learn(examples, FEATURES, SMOOTHING), 0.3)


INDEX = index(*((label, line) for label, lines in LINES.items() for line in lines))


def first(text: str) -> str | None:
    hits = INDEX.find(tokens(text))
    return hits[0].slug if hits else None


def test_other_forms_of_the_words_find_the_topic() -> None:
    assert first("где взять путевки в лагеря") == "camps"
    assert first("сына травят одноклассники") == "bullying"
    assert first("лагерлерге жолдаманы кимнен аламыз") == "camps"
    assert first("camp vouchers please") == "camps"


def test_words_in_latin_letters_and_with_typing_errors_find_the_topic() -> None:
    assert first("putevka v lager") == "camps"
    assert first("zhabirlegeni ushin aiyppul") == "bullying"
    assert first("однокласники обжают") == "bullying"


def test_what_no_topic_is_about_finds_nothing() -> None:
    for text in ("какая завтра погода", "hello", "Сәлем!", "", "🙂", "доллар курсы қанша"):
        assert INDEX.find(tokens(text)) == []


def test_hits_come_best_first_within_bounds() -> None:
    hits = INDEX.find(tokens("путёвка в лагерь и травля сына"))
    assert {hit.slug for hit in hits} == {"camps", "bullying"}
    assert hits == sorted(hits, key=lambda hit: -hit.score)
    assert all(RUNNER_UP <= hit.score <= 1 for hit in hits)


def test_talk_about_other_things_that_brushes_a_topic_finds_nothing() -> None:
    assert INDEX.find(tokens("кино про шпионов, какая погода в лагере завтра")) == []


def test_no_more_than_five_topics_are_offered() -> None:
    alike = index(*((f"topic-{at}", "camp voucher licence") for at in range(2)))
    assert len(alike.find(tokens("camp voucher licence"))) == 2
    many = index(*((f"topic-{at}", f"camp voucher licence {at}") for at in range(6)))
    assert len(many.find(tokens("camp voucher licence"))) <= MOST_HITS


def test_an_index_without_examples_finds_nothing() -> None:
    assert index().find(["camp"]) == []
