"""Settings from the environment or `.env`; README documents each of them."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

_TOKEN = re.compile(r"\d+:\S+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_HTTP = re.compile(r"https?://[^/\s]+\S*")

EXPECTED = {
    "BOT_TOKEN": "the token from @BotFather: digits, a colon, and the rest",
    "BOT_API_URL": "the address of a Bot API server, http or https, without /bot",
    "DATABASE_URL": "a SQLAlchemy URL: sqlite+aiosqlite:///path or postgresql+asyncpg://…",
    "DATA_DIR": "a folder that can be written",
    "CONTENT_DIR": "the folder with the answers",
    "SECRET_KEYS_FILE": "the path of the key file",
    "SECRET_KEYS": "comma-separated id:base64(32 bytes), newest first",
    "OPERATORS_CHAT_ID": "the operators' group: a negative number, which the bot tells an admin who adds it",
    "ADMIN_IDS": "comma-separated Telegram ids: positive numbers, /id tells one's own",
    "WEBHOOK_URL": "a full https address (http only on this machine, for a Bot API server of one's own)",
    "WEBHOOK_SECRET": "32 to 256 characters of A-Z a-z 0-9 _ -, together with WEBHOOK_URL",
    "WEB_HOST": "an address to listen on",
    "WEB_PORT": "a port, 1 to 65535 (the demo also takes the next one)",
    "WEB_URL": "the address under which people reach the web pages",
    "TRUSTED_PROXIES": "comma-separated networks such as 10.0.0.0/8",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "LOG_FORMAT": "text or json",
}
"""What each variable expects, in words: the second half of the sentence about a wrong one."""


def _listed(value: Any) -> Any:
    """Split a comma-separated list; empty entries fall away."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _token(value: str) -> str:
    if not _TOKEN.fullmatch(value):
        raise ValueError("not a token")
    return value


def _address(value: str) -> str:
    if not _HTTP.fullmatch(value):
        raise ValueError("not an address")
    parts = urlsplit(value)
    _host(parts.hostname or "")
    if parts.port == 0:
        raise ValueError("not a port")  # as urlsplit says of one that is too large
    return value


def _webhook(value: str) -> str:
    """Let an address pass whose traffic nobody else can read, and whose path is no pattern."""
    if not value.startswith("https:") and urlsplit(value).hostname not in _THIS_MACHINE:
        raise ValueError("not https")
    if "{" in value or "}" in value:
        raise ValueError("not one path")
    return value


def _host(value: str) -> str:
    """Return a host's name or address, if one can be looked for under it (RFC 3490 for names)."""
    if not value or re.search(r"\s", value):
        raise ValueError("not a host")
    value.encode("idna")
    return value


def _secret(value: str) -> str:
    if not _WEBHOOK_SECRET.fullmatch(value):
        raise ValueError("not a secret")
    return value


def _network(value: str) -> str:
    return str(ipaddress.ip_network(value))


Address = Annotated[str, BeforeValidator(_address)]


class Settings(BaseSettings):
    """One value each; empty means unset."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
    )

    bot_token: Annotated[SecretStr, BeforeValidator(_token)] | None = None
    bot_api_url: Address = "https://api.telegram.org"
    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    content_dir: Path = Path("content")
    secret_keys_file: Path | None = None
    secret_keys: SecretStr | None = None
    operators_chat_id: Annotated[int, Field(lt=0)] | None = None
    admin_ids: Annotated[tuple[Annotated[int, Field(gt=0)], ...], NoDecode, BeforeValidator(_listed)] = ()
    webhook_url: Annotated[Address, AfterValidator(_webhook)] | None = None
    webhook_secret: Annotated[SecretStr, BeforeValidator(_secret)] | None = None
    web_host: Annotated[str, BeforeValidator(_host)] = "127.0.0.1"
    web_port: Annotated[int, Field(ge=1, le=65535)] = 8080
    web_url: Address | None = None
    trusted_proxies: Annotated[
        tuple[Annotated[str, BeforeValidator(_network)], ...], NoDecode, BeforeValidator(_listed)
    ] = ()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @model_validator(mode="after")
    def _together(self) -> Settings:
        if (self.webhook_url is None) != (self.webhook_secret is None):
            raise ValueError("WEBHOOK_URL and WEBHOOK_SECRET go together")
        return self

    @property
    def secrets(self) -> list[str]:
        """What must stand in no line of a log."""
        values = [each.get_secret_value() for _, each in self if isinstance(each, SecretStr)]
        return [part for value in values for part in {value, *value.split(",")}]

    @property
    def database_path(self) -> Path:
        """Where SQLite keeps the data unless DATABASE_URL says otherwise."""
        return self.data_dir / "abai-bala.db"

    @property
    def key_file(self) -> Path:
        return self.secret_keys_file or self.data_dir / "secret.keys"


def read(**overrides: Any) -> Settings:
    """Read the settings. Raises SettingsError: a sentence per wrong variable, never its value."""
    try:
        return Settings(**overrides)
    except UnicodeDecodeError:
        raise SettingsError(
            ".env is not as expected: text in UTF-8; save it anew in that encoding."
        ) from None
    except OSError as error:
        raise SettingsError(f".env cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        wrong = {str(each["loc"][0]).upper() if each["loc"] else "WEBHOOK_SECRET" for each in error.errors()}
        raise SettingsError(
            "\n".join(f"{name} is not as expected: {EXPECTED[name]}." for name in sorted(wrong))
        ) from None
