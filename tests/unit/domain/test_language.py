import pytest

from bot.domain.language import of_client


@pytest.mark.parametrize(
    ("code", "lang"),
    [("kk", "kk"), ("ru-RU", "ru"), ("EN", "en"), ("de", "kk"), ("", "kk"), (None, "kk"), ("russian", "kk")],
)
def test_client_language_is_followed_and_kazakh_stands_in(code: str | None, lang: str) -> None:
    assert of_client(code) == lang
