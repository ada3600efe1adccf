"""Where updates are pushed to, when the bot asked for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Webhook:
    """Where updates go; without a `url` they wait for getUpdates. Dates are Unix seconds."""

    url: str = ""
    secret_token: str | None = None
    max_connections: int = 40
    has_certificate: bool = False
    last_error_date: int | None = None
    last_error_message: str | None = None
    ip_address: str | None = None
