from datetime import date

from bot.domain.catalogue import Fact, Source, Topic

TITLE = {"kk": "Заң", "ru": "Закон", "en": "Law"}
LAW, ORDER = Source(TITLE, "https://adilet.zan.kz/1"), Source(TITLE, "https://adilet.zan.kz/2")  # type: ignore[arg-type]


def fact(fact_id: str, *sources: Source) -> Fact:
    return Fact(fact_id, "x", "high", sources, ())


def test_a_topics_sources_stand_once_in_the_order_of_its_facts() -> None:
    facts = fact("a", ORDER), fact("b", LAW, ORDER), fact("c")
    topic = Topic("bullying", facts, date(2026, 11, 23), None, (), (), "bullying", {})
    assert topic.sources == (ORDER, LAW)
