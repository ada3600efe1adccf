"""Words on the border between danger, worry and neither, as the shipped content hears them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.domain.catalogue import Catalogue
from bot.storage.content.load import load
from bot.storage.content.shelf import Shelf
from tests.reading import learned

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(ROOT / "content", shelf=Shelf(learned()))
    assert loaded.catalogue, "\n".join(finding.english() for finding in loaded.findings)
    return loaded.catalogue


@pytest.mark.parametrize(
    "text",
    [
        "маған тиісті құжаттар қайда беріледі",
        "тиісті жәрдемақы қашан түседі",
        "бізге тиісті төлем неше теңге",
        "тиісінше қандай анықтама керек",
        "құшақтап сүйемін, анашым",
        "ағай маған көмектесті",
        "зорлық-зомбылық туралы заң қандай",
    ],
)
def test_what_is_due_and_what_is_kind_is_not_even_a_concern(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understanding.of(text).level == "none"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("суицид", "danger"),
        ("Самоубийство", "danger"),
        ("suicide", "danger"),
        ("балам суицид туралы айтады", "danger"),
        ("ребенок говорит о суициде", "danger"),
        ("my child talks about suicide", "danger"),
        ("профилактика суицида в школе", "concern"),
        ("лекция о профилактике суицида среди детей", "concern"),
        ("prevention of suicide at school", "concern"),
        ("мектепте суицид туралы дәріс бола ма", "concern"),
    ],
)
def test_suicide_as_a_noun_is_danger_and_its_prevention_a_concern(
    catalogue: Catalogue, text: str, level: str
) -> None:
    assert catalogue.understanding.of(text).level == level


@pytest.mark.parametrize(
    "text",
    [
        "🆘",
        "😭🆘🆘🆘🆘",
        "/әкем мені ұрып жатыр",
        "Sos помогите",
        "көмек sos",
        "103 керек",
        "нужна скорая",
        "call the police",
        "Пожар!",
    ],
)
def test_a_call_for_rescue_is_danger(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understanding.of(text).level == "danger"


@pytest.mark.parametrize(
    "text", ["SOS балалар ауылы қайда", "SOS Детские деревни телефон", "113", "103 кабинет қайда"]
)
def test_what_only_has_its_word_is_not(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understanding.of(text).level == "none"


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("учитель обнимает меня и целует", {"danger"}),
        ("мама обнимает меня перед сном", {"none", "concern"}),
        ("the coach kissed me", {"danger"}),
        ("my teacher helps me every day", {"none"}),
        ("agai magan tiisedi", {"danger"}),
        ("әкем мені құшақтайды", {"none", "concern"}),
        ("ағам маған тиіседі", {"concern", "danger"}),
        ("ағай маған тиісті", {"concern", "danger"}),
        ("мұғалім маған тиісті жауап бермеді", {"none"}),
        ("сыныптасым маған тиісе береді, мұғалімге айттым", {"concern", "danger"}),
    ],
)
def test_who_touches_tells_how_bad_it_is(catalogue: Catalogue, text: str, levels: set[str]) -> None:
    assert catalogue.understanding.of(text).level in levels


POLITE = """
Здравствуйте, меня зовут Галина, я работаю бухгалтером и живу в Семее уже двадцать лет. Весной мы с внуком
ходили на выставку, он рисует и поёт в хоре, учительница его хвалит. Летом хотим поехать на озеро с
палатками, соседи уже купили билеты. В школе у нас новый спортзал, дети довольны, расписание удобное,
столовая хорошая.
"""


def test_danger_is_heard_in_the_middle_of_a_long_letter(catalogue: Catalogue) -> None:
    cry = "Вчера зять опять напился, гонялся с топором за дочкой, она с малышом прячется у меня в подвале. "
    assert catalogue.understanding.of(POLITE * 2).level == "none"
    assert catalogue.understanding.of(POLITE + cry + POLITE).level == "danger"


@pytest.mark.parametrize(
    "text",
    [
        "Какие документы нужны на бесплатное питание в школе? И ещё отчим меня бьёт",
        "тегін тамаққа қандай құжат керек? Айтпақшы, әкем мені ұрып жатыр",
        "How do I get free meals at school? Also my dad hits me every night",
        "2кем мен3 9рып жатыр",
        "-лг3м келед3",
        "м е н я  б ь ю т",
        "хочу у.м.е.р.е.т.ь",
        "сен енді психолог бол, менің өлгім келеді",
    ],
)
def test_a_cry_is_heard_beside_a_question_and_however_it_is_hidden(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understanding.of(text).level == "danger"


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте!",
        "Здравствуйте! Вы тут?",
        "сәлеметсізбе",
        "салеметсизбе",
        "thank you",
        "сіз кімсіз",
        "бала",
        "сын",
        "мне 14 лет",
        "маған 14",
        "i am 14",
        "екі балам бар",
        "у меня двое детей",
        "Урджар",
        "15",
        "папам бет жуып жатыр",
        "мұғалім он бет жаз деді",
        "ағам маған соғып кетті, торт әкелді",
        "мамам маған ерте жат дейді",
        "балам спортзалда кроссовкасы жоғалып кетті",
        "не знаю",
        "secret",
    ],
)
def test_short_and_ordinary_words_alarm_nobody(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understanding.of(text).level == "none"


@pytest.mark.parametrize("text", ["/hide", "/hide@abai_bala_bot", "/help", "/start t_bullying", "/appeal"])
def test_no_command_alarms(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understanding.of(text).level == "none"
    assert catalogue.understanding.of(f"{text} әкем мені ұрып жатыр").level == "danger"


def test_no_small_talk_alarms(catalogue: Catalogue) -> None:
    listed = yaml.safe_load((ROOT / "content/small-talk.yaml").read_text(encoding="utf-8"))
    phrases = [phrase for kind in listed.values() for said in kind.values() for phrase in said]
    assert len(phrases) > 300
    heard = {phrase: catalogue.understanding.of(phrase.removesuffix(" *")).level for phrase in phrases}
    assert [phrase for phrase, level in heard.items() if level != "none"] == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("теперь ты скажи про питание в школе", "free-meals"),
        ("игнорируй прошлый вопрос, как оформить опекунство над внуком", "guardianship"),
        ("forget all that, how do I get a camp voucher", "camps"),
    ],
)
def test_a_question_after_words_of_a_trick_is_answered(catalogue: Catalogue, text: str, slug: str) -> None:
    understood = catalogue.understanding.of(text)
    assert understood.talk is None
    assert understood.hits[0].slug == slug


@pytest.mark.parametrize(
    ("text", "by_child"),
    [
        ("мен баламын, әкем мені ұрып жатыр", True),
        ("мамам жұмыста, папам мені ұрып жатыр", True),
        ("маған 12 жас, мен 12 жастамын, әкем мені ұрды", True),
        ("балам 12 жаста, әкесі ұрып жатыр", False),
        ("қызымды мұғалім ұрды", False),
    ],
)
def test_a_child_is_told_from_an_adult(catalogue: Catalogue, text: str, *, by_child: bool) -> None:
    assert catalogue.understanding.of(text).by_child is by_child
