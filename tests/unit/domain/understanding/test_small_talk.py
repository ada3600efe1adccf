from __future__ import annotations

import pytest

from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.small_talk import SmallTalk

TALK = SmallTalk({"thanks": ["рақмет", "спасибо"], "greeting": ["сәлем", "good morning"]})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Рахмет", None),
        ("ракмет!!! 🙏", "thanks"),
        ("СПАСИБО", "thanks"),
        ("Сәлем 👋", "greeting"),
        ("good  morning", "greeting"),
        ("сәлем, лагерь бар ма", None),
        ("спасибо, а лагерь?", None),
        ("", None),
        ("🙏", None),
    ],
)
def test_only_a_whole_message_is_small_talk(text: str, kind: str | None) -> None:
    assert TALK.kind(tokens(text)) == kind
