"""The search on the real content: questions that nobody copied into it, and talk about other things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.storage.content.load import load

ROOT = Path(__file__).parents[2]
EVAL = ROOT / "tests" / "eval"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(ROOT / "content")
    assert loaded.catalogue, "\n".join(finding.english() for finding in loaded.findings)
    return loaded.catalogue


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines()]


def test_eight_of_ten_questions_find_their_topic_first(catalogue: Catalogue) -> None:
    questions = lines("questions.jsonl")
    missed = [
        question["text"]
        for question in questions
        if [hit.slug for hit in catalogue.index.find(question["text"])][:1] != [question["topic"]]
    ]
    assert len(questions) >= 60
    assert len(missed) <= len(questions) * 0.2, missed


def test_eight_of_ten_questions_about_other_things_find_nothing(catalogue: Catalogue) -> None:
    questions = lines("off-topic.jsonl")
    found = [question["text"] for question in questions if catalogue.index.find(question["text"])]
    assert len(questions) >= 30
    assert len(found) <= len(questions) * 0.2, found


@pytest.mark.parametrize("name", ["first", "of-others", "held-out"])
def test_danger_is_heard_and_look_alikes_seldom_raise_an_alarm(catalogue: Catalogue, name: str) -> None:
    sentences = [line for line in lines("danger.jsonl") if line["set"] == name]
    danger = [line["text"] for line in sentences if line["level"] == "danger"]
    others = [line["text"] for line in sentences if line["level"] != "danger"]
    missed = [text for text in danger if catalogue.triage.level(text) != "danger"]
    alarms = [text for text in others if catalogue.triage.level(text) == "danger"]
    assert len(missed) <= len(danger) * 0.05, missed
    assert len(alarms) <= len(others) * 0.2, alarms


@pytest.mark.parametrize("text", ["112", "102", "103", " 112! "])
def test_an_emergency_number_typed_alone_is_danger(catalogue: Catalogue, text: str) -> None:
    assert catalogue.triage.level(text) == "danger"


@pytest.mark.parametrize("text", ["help me", "Помогите!", "көмектесіңізші", "Көмек керек"])
def test_a_bare_cry_for_help_is_a_concern(catalogue: Catalogue, text: str) -> None:
    assert catalogue.triage.level(text) == "concern"


@pytest.mark.parametrize("text", ["школа", "ребёнок", "мектеп", "school", "как записаться к врачу"])
def test_a_question_that_barely_touches_a_topic_gets_no_answer_of_it(catalogue: Catalogue, text: str) -> None:
    assert catalogue.index.find(text) == []


def test_questions_of_the_eval_are_not_in_the_content(catalogue: Catalogue) -> None:
    content = {
        question.casefold()
        for topic in catalogue.topics.values()
        for text in topic.texts.values()
        for question in text.questions
    }
    assert not content & {question["text"].casefold() for question in lines("questions.jsonl")}
