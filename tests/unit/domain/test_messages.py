from bot.domain.actions import OpenHelp
from bot.domain.markup import Html
from bot.domain.messages import SILENCE, Button, Edit, Post, Say, Screen, Text

SCREEN = Screen(Html("hello"), ((Button("?", OpenHelp()),),))


def test_a_screen_becomes_a_new_message_or_takes_anothers_place() -> None:
    assert SCREEN.new() == Text(SCREEN.html, SCREEN.rows)
    assert SCREEN.new(Post("p")) == Text(SCREEN.html, SCREEN.rows, Post("p"))
    assert SCREEN.over(7) == Edit(7, SCREEN.html, SCREEN.rows)


def test_silence_says_nothing() -> None:
    assert Say((), "") == SILENCE
