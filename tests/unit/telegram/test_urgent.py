from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.domain.actions import OpenDanger, OpenHelp
from bot.domain.catalogue import Catalogue
from bot.storage.content.load import load
from bot.storage.content.shelf import Shelf
from bot.telegram.callbacks import pack
from bot.telegram.urgent import is_urgent
from tests.reading import learned

ROOT = Path(__file__).parents[3]
WORDS = "мені ұрып жатыр"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(ROOT / "content", shelf=Shelf(learned())).catalogue
    assert loaded
    return loaded


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": WORDS}},
        {"edited_message": {"text": WORDS}},
        {"message": {"caption": WORDS, "photo": []}},
        {"message": {"photo": [], "album": [{"photo": []}, {"caption": WORDS}]}},
        {"callback_query": {"data": pack(OpenDanger())}},
    ],
)
def test_words_of_danger_and_the_button_for_it_are_urgent(catalogue: Catalogue, update: Any) -> None:
    assert is_urgent(update, catalogue)


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": {"text": "Асханада тамақ суық"}},
        {"message": {"photo": []}},
        {"callback_query": {"data": pack(OpenHelp())}},
        {"callback_query": {"data": "forged \ud83d"}},
        {"callback_query": {}},
        {"callback_query": 7},
        {"message": 5},
        {"message": {"text": 5, "album": [None, 3]}},
        {"message": {"text": "half \ud83d"}},
        {"message": {"album": 7}},
        {"my_chat_member": {"chat": {"id": 1}}},
    ],
)
def test_anything_else_is_not_and_junk_harms_nobody(catalogue: Catalogue, update: Any) -> None:
    assert not is_urgent(update, catalogue)
