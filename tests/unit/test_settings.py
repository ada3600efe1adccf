"""Each wrong setting is named with what is expected of it, and its value is never told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.settings import EXPECTED, Settings, read

TOKEN = "42:TEST"
SECRET = "s" * 32

WRONG = {
    "BOT_TOKEN": ["TEST", "42:", ":TEST", "42:TE ST"],
    "BOT_API_URL": [
        *(
            "api.example.org",
            "ftp://example.org",
            "https://",
            "http://x:99999",
            "http://x:0",
            "http://x:port",
        ),
        *("http://[::1", "http://:80", "http://a..b", f"http://{'x' * 64}"),
    ],
    "OPERATORS_CHAT_ID": ["100500", "0", "operators"],
    "ADMIN_IDS": ["1,two", "-5", "7;8"],
    "WEBHOOK_URL": [
        "http://example.org/hook",
        "http://127.0.0.1.example.org/hook",
        "example.org",
        "https://example.org:99999/hook",
        "https://example.org/{hook",
    ],
    "WEBHOOK_SECRET": ["short-secret", "secret with blanks, 32 characters", "s" * 257],
    "WEB_HOST": ["a..b", "x" * 64, "two words", "."],
    "WEB_PORT": ["0", "65536", "http"],
    "WEB_URL": ["example.org"],
    "TRUSTED_PROXIES": ["10.0.0.0/8,proxy", "10.0.0.1/8", "300.1.1.1"],
    "LOG_LEVEL": ["LOUD"],
    "LOG_FORMAT": ["xml"],
}
WRONG_ONES = [(name, value) for name, values in WRONG.items() for value in values]
PAIRED = {
    "WEBHOOK_URL": ("WEBHOOK_SECRET", SECRET),
    "WEBHOOK_SECRET": ("WEBHOOK_URL", "https://example.org/h"),
}


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in an empty folder with no setting in the environment."""
    for name in EXPECTED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def refusal() -> str:
    with pytest.raises(SettingsError) as refused:
        read()
    return str(refused.value)


def test_every_setting_says_what_it_expects() -> None:
    assert set(EXPECTED) == {name.upper() for name in Settings.model_fields}


def test_nothing_set_gives_the_defaults() -> None:
    settings = read()
    assert settings.bot_token is None
    assert settings.database_path == Path("data/abai-bala.db")
    assert settings.key_file == Path("data/secret.keys")


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_wrong_value_is_refused_by_name_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    if name in PAIRED:
        monkeypatch.setenv(*PAIRED[name])
    monkeypatch.setenv(name, value)
    assert refusal() == f"{name} is not as expected: {EXPECTED[name]}."


def test_every_wrong_setting_gets_its_own_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", "http")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    monkeypatch.setenv("ADMIN_IDS", "1,two,three")
    assert [line.split()[0] for line in refusal().splitlines()] == ["ADMIN_IDS", "LOG_LEVEL", "WEB_PORT"]


@pytest.mark.parametrize(
    ("name", "value"), [("WEBHOOK_URL", "https://example.org/h"), ("WEBHOOK_SECRET", SECRET)]
)
def test_half_a_webhook_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert refusal() == f"WEBHOOK_SECRET is not as expected: {EXPECTED['WEBHOOK_SECRET']}."


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_empty_value_means_unset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert read() == Settings(_env_file=None)


def test_lists_are_split_at_commas_and_blanks_fall_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", " 1, 2 ,,3")
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8,::1/128")
    settings = read()
    assert settings.admin_ids == (1, 2, 3)
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1/128")


def test_the_env_file_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=42:TEST\nWEB_PORT=9000\nLOG_FORMAT=json\n# x\nUNKNOWN=1\n")
    monkeypatch.setenv("WEB_PORT", "9001")
    settings = read()
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert (settings.web_port, settings.log_format) == (9001, "json")


def test_an_env_file_of_another_encoding_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# Бот\nBOT_TOKEN=42:TEST\n", encoding="cp1251")
    assert refusal() == ".env is not as expected: text in UTF-8; save it anew in that encoding."


def test_an_env_file_may_begin_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WEB_PORT=9000\n", encoding="utf-8-sig")
    assert read().web_port == 9000


@pytest.mark.parametrize("host", ["0.0.0.0", "::1", "localhost", "бот.қаз"])  # noqa: S104
def test_hosts_that_can_be_listened_on_are_taken(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("WEB_HOST", host)
    monkeypatch.setenv("BOT_API_URL", f"http://{f'[{host}]' if ':' in host else host}:8081/base")
    assert read().web_host == host


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {
        "BOT_TOKEN": "42:token-secret",
        "SECRET_KEYS": "a:key-secret",
        "DATABASE_URL": "postgresql+asyncpg://bot:database-secret@db/bot",
        "WEBHOOK_URL": "https://example.org/h",
        "WEBHOOK_SECRET": "webhook-secret-of-thirty-two-characters",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    assert "-secret" not in f"{read()!r}{read()}"


def test_what_must_stand_in_no_log_is_each_secret_alone_and_together() -> None:
    chosen: dict[str, Any] = {
        "bot_token": TOKEN,
        "secret_keys": "a:eA==,b:eQ==",
        "database_url": "sqlite+aiosqlite:///x.db",
    }
    expected = {TOKEN, "a:eA==,b:eQ==", "a:eA==", "b:eQ==", "sqlite+aiosqlite:///x.db"}
    assert set(Settings(_env_file=None, **chosen).secrets) == expected
    assert Settings(_env_file=None).secrets == []
