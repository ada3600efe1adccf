"""Long sentences and questions that say the same are named in their lines; the content serves anyway."""

from __future__ import annotations

import pytest

from tests.unit.storage.content.folder import Folder

RU = "topics/bullying/ru.md"


def words(count: int) -> str:
    return " ".join(["слово"] * count)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (f"{words(25)}.", []),
        (f"{words(26)}.", [f"{RU}:20 [sentence-long]"]),
        (f"{words(13)}. {words(13)}!", []),
        (f"{words(13)}, {words(13)}", [f"{RU}:20 [sentence-long]"]),
        (f"{words(22)} {{{{ mci(10) }}}}", [f"{RU}:20 [sentence-long]"]),
        (f"{words(24)} — adilet.zan.kz", []),
    ],
)
def test_a_sentence_of_more_than_25_words_is_named(folder: Folder, sentence: str, found: list[str]) -> None:
    folder.change(RU, "1. First\n2. Second", f"1. {sentence}\n2. Yes. No. So. It. Is. Now. Then.")
    lines = [line for line in folder.lines() if "languages" not in line]
    assert lines == found


def test_a_sentence_is_named_where_it_begins(folder: Folder) -> None:
    folder.change(RU, "1. First", f"Так. Да\nнет. Вот\n{words(25)}. Нет.\n\n1. First")
    assert folder.lines() == [f"{RU}:21 [sentence-long]"]


def test_headings_are_no_sentences(folder: Folder) -> None:
    folder.change(RU, "1. First", f"## {words(30)}\n\n1. First")
    assert folder.lines() == []


def test_a_text_of_long_sentences_is_named_once(folder: Folder) -> None:
    for lang in ("ru", "kk"):
        folder.change(
            f"topics/bullying/{lang}.md", "1. First", " ".join([f"{words(20)}."] * 9) + "\n\n1. First"
        )
    assert folder.lines() == [f"topics/bullying/{lang}.md:18 [sentences-long]" for lang in ("kk", "ru")]
    assert folder.load().catalogue


@pytest.mark.parametrize(
    ("question", "earlier", "line"),
    [
        ("Травля ребёнка, question 1", "Травля ребёнка question 1", 8),
        ("question: ребёнком травли 0?", "Травля ребёнка question 0", 8),
        ("Травля ребёнка, question 7", "Травля ребёнка, question 7", 12),
    ],
)
def test_the_later_of_two_alike_questions_is_named_with_the_earlier(
    folder: Folder, question: str, earlier: str, line: int
) -> None:
    folder.change(RU, "- Травля ребёнка question 3", f'- "{question}"')
    (finding,) = folder.load().findings
    assert (finding.rule, finding.line) == ("questions-alike", line)
    assert finding.arguments["question"] == earlier


@pytest.mark.parametrize("question", ["Травля взрослого", "Сколько платят за травлю родителям обидчика"])
def test_questions_may_share_some_words(folder: Folder, question: str) -> None:
    folder.change(RU, "Травля ребёнка question 3", question)
    assert folder.lines() == []
