from datetime import date

from bot.domain.catalogue import Fact, Source, Topic, Words

TITLE: Words = {"kk": "Заң", "ru": "Закон", "en": "Law"}
LAW = Source(TITLE, {"kk": "https://adilet.zan.kz/kaz/1", "ru": "https://adilet.zan.kz/rus/1", "en": ""})
ORDER = Source(TITLE, {"kk": "https://adilet.zan.kz/kaz/2", "ru": "https://adilet.zan.kz/rus/2", "en": ""})
SAME = Source(TITLE, {"kk": "https://adilet.zan.kz/kaz/3", "ru": "https://adilet.zan.kz/rus/2", "en": ""})


def fact(fact_id: str, *sources: Source) -> Fact:
    return Fact(fact_id, "x", "high", sources, ())


def test_a_topics_sources_stand_once_in_the_order_of_its_facts() -> None:
    facts = fact("a", ORDER), fact("b", LAW, ORDER), fact("c", SAME)
    topic = Topic("bullying", facts, date(2026, 11, 23), None, (), (), "bullying", {})
    assert list(topic.sources("ru")) == ["https://adilet.zan.kz/rus/2", "https://adilet.zan.kz/rus/1"]
    assert [url[-1] for url in topic.sources("kk")] == ["2", "1", "3"]
