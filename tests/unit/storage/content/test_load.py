from __future__ import annotations

from datetime import date

from bot.domain.language import LANGUAGES
from bot.domain.markup import visible
from bot.domain.values import answer
from tests.unit.storage.content.folder import CODE, Folder

TODAY = date(2026, 11, 23)


def test_a_good_folder_gives_a_catalogue_and_no_findings(folder: Folder) -> None:
    loaded = folder.load()
    assert loaded.findings == ()
    assert loaded.catalogue


def test_one_address_of_a_source_serves_all_languages(folder: Folder) -> None:
    urls = f'{{kk: "{CODE.replace("rus", "kaz")}", ru: "{CODE}", en: "{CODE}"}}'
    folder.change("facts.yaml", urls, "https://egov.kz")
    catalogue = folder.load().catalogue
    assert catalogue
    assert set(catalogue.facts["BU-01"].sources[0].url.values()) == {"https://egov.kz"}


def test_the_catalogue_holds_what_the_files_say(folder: Folder) -> None:
    catalogue = folder.load().catalogue
    assert catalogue
    topic = catalogue.topics["bullying"]
    assert topic.facts == (catalogue.facts["BU-01"],)
    assert topic.sources("kk") == {CODE.replace("rus", "kaz"): "Кодекс"}
    assert topic.sources("en") == {CODE: "Code"}
    assert topic.checked == TODAY
    assert topic.contacts[0].phone == "111"
    assert catalogue.region.mci[1] == (date(2026, 1, 1), 4325)
    assert catalogue.region.days_off == {date(2026, 12, 15)}
    assert catalogue.places["semey"].label["ru"] == "Семей"
    assert catalogue.categories["other"].working_days == 5
    assert catalogue.texts.text("en", "own-id", id="A<b") == "Hello, <b>A&lt;b</b>"


def test_menu_buttons_take_their_labels_from_topic_page_and_deed(folder: Folder) -> None:
    catalogue = folder.load().catalogue
    assert catalogue
    home = catalogue.menu.pages[catalogue.menu.home]
    assert [[(b.kind, b.target, b.label["ru"]) for b in row] for row in home.rows] == [
        [("topic", "bullying", "Травля ребёнка"), ("page", "more", "Ещё")],
        [("do", "appeal", "Написать обращение")],
    ]
    assert home.text["en"] == "Hello <b>all</b>"


def test_an_answer_shows_its_values_in_three_languages(folder: Folder) -> None:
    catalogue = folder.load().catalogue
    assert catalogue
    shown = {lang: visible(answer(catalogue, "bullying", lang, TODAY)) for lang in LANGUAGES}
    assert "43,250 ₸ (10 MCI, 2026)" in shown["en"]
    assert "43\u00a0250 ₸" in shown["kk"]
    assert "Call 111 now." in shown["ru"]


def test_search_and_triage_come_from_the_folder(folder: Folder) -> None:
    catalogue = folder.load().catalogue
    assert catalogue
    assert [hit.slug for hit in catalogue.understanding.of("травля ребенка").hits] == ["bullying"]
    assert catalogue.understanding.of("ru help7777").level == "danger"


def test_the_digest_changes_with_a_file_and_only_then(folder: Folder) -> None:
    first, again = folder.load().catalogue, folder.load().catalogue
    folder.change("facts.yaml", "costs 10", "costs about 10")
    changed = folder.load().catalogue
    assert first
    assert again
    assert changed
    assert first.digest == again.digest != changed.digest


def test_a_missing_folder_is_one_finding(folder: Folder) -> None:
    folder.path = folder.path / "nowhere"
    assert [line.rsplit(" ", 1)[1] for line in folder.lines()] == ["[folder-missing]"]


def test_everything_wrong_is_said_at_once(folder: Folder) -> None:
    folder.remove("danger.yaml")
    folder.change("menu.yaml", "page: more", "page: less")
    folder.change("topics/bullying/en.md", "127-2", "128-2")
    loaded = folder.load()
    assert loaded.catalogue is None
    assert {finding.rule for finding in loaded.findings} >= {
        "file-missing",
        "page-unknown",
        "page-unreachable",
        "number-unknown",
        "languages-numbers",
    }
