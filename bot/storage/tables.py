"""The tables, described once for SQLite (STRICT) and PostgreSQL.

Columns called `*_sealed` hold AES-256-GCM fields (`bot.storage.crypto`); `*_hash` hold keyed hashes of
Telegram's ids, the only form in which an id can be looked up. Times are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Whole = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere: SQLite's INTEGER already has them, and STRICT tables know no BIGINT."""


class UtcTime(TypeDecorator[datetime]):
    """An aware moment as whole milliseconds since 1970 in UTC."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


def milliseconds(moment: datetime) -> int:
    """Return whole milliseconds since 1970 of an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return round(moment.timestamp() * 1000)


def _table(name: str, *columns: Any) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True)


roots = _table(
    "roots",
    Column("id", Text, primary_key=True),
    Column("secret_id", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)
"""Random key roots, wrapped by the newest secret of the key file."""

inbox = _table(
    "inbox",
    Column("seq", Whole, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),
    Column("chat_hash", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("payload_sealed", LargeBinary),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("failure", Text),
    Column("received_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    Column("message_id", Whole),
    Column("answers", Text),
    Index("ix_inbox_state_seq", "state", "seq"),
    Index("ix_inbox_chat_hash_seq", "chat_hash", "seq"),
)
"""Updates as Telegram sent them. state: new, done (payload gone), parked (kept; `failure` says why).

In private chats, for `/hide`: the id of the message it brings, and those of the answers said at once, with
spaces between.
"""

outbox = _table(
    "outbox",
    Column("seq", Whole, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("chat_hash", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("payload_sealed", LargeBinary),
    Column("appeal_id", Text, ForeignKey("appeals.id")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("not_before", UtcTime, nullable=False),
    Column("failure", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    Column("message_id", Whole),
    Index("ix_outbox_state_rank_seq", "state", "rank", "seq"),
    Index("ix_outbox_chat_hash_state_seq", "chat_hash", "state", "seq"),
    Index("ix_outbox_appeal_id", "appeal_id"),
    Index("ix_outbox_settled_at", "settled_at"),
)
"""Messages owed. state: queued, sending, sent (payload gone), failed, blocked (kept until dropped).

`message_id` is that of what was sent.
"""

posts = _table(
    "posts",
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("appeal_id", Text, ForeignKey("appeals.id"), nullable=False),
    Column("message_hash", Text, nullable=False),
    Column("place_sealed", LargeBinary, nullable=False),
    Column("posted_at", UtcTime, nullable=False),
    Index("ix_posts_message_hash", "message_hash"),
    Index("ix_posts_appeal_id_kind", "appeal_id", "kind"),
)
"""Where messages about an appeal stand in Telegram (chat and message id), to edit and to answer under."""

moves = _table(
    "moves",
    Column("chat_hash", Text, primary_key=True),
    Column("to_sealed", LargeBinary, nullable=False),
    Column("moved_at", UtcTime, nullable=False),
)
"""Groups that became supergroups: under their old id the new one."""

people = _table(
    "people",
    Column("chat_hash", Text, primary_key=True),
    Column("lang", Text, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
)
"""Languages that people chose themselves."""

dialogues = _table(
    "dialogues",
    Column("chat_hash", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
)
"""What a chat is in the middle of: aiogram's state with its data, an unsent draft above all."""

counters = _table(
    "counters",
    Column("name", Text, primary_key=True),
    Column("value", Whole, nullable=False),
)
"""Gap-free numbers, raised in the transaction that uses them."""

appeals = _table(
    "appeals",
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("draft_id", Text, nullable=False, unique=True),
    Column("author_hash", Text, nullable=False),
    Column("author_sealed", LargeBinary, nullable=False),
    Column("key_sealed", LargeBinary, nullable=False),
    Column("lang", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("consent_version", Text, nullable=False),
    Column("promised_days", Integer, nullable=False),
    Column("due_on", Text, nullable=False),
    Column("filed_at", UtcTime, nullable=False),
    Column("answered_at", UtcTime),
    Column("changed_at", UtcTime, nullable=False),
    Index("ix_appeals_author_hash", "author_hash"),
    Index("ix_appeals_status_due_on", "status", "due_on"),
)
"""Appeals. status: open, answered. `due_on` (ISO day) and `promised_days` are frozen at intake."""

entries = _table(
    "entries",
    Column("id", Text, primary_key=True),
    Column("appeal_id", Text, ForeignKey("appeals.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_entries_appeal_id_at", "appeal_id", "at"),
)
"""What was said in an appeal.

kind: statement, addition, correction (author); proposed, reply, note (operators).
"""

sources = _table(
    "sources",
    Column("source_hash", Text, primary_key=True),
    Column("entry_id", Text, ForeignKey("entries.id"), nullable=False),
)
"""The messages that entries came from: the same message never makes two, and its edit finds its entry."""

audit = _table(
    "audit",
    Column("seq", Whole, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("appeal_id", Text, ForeignKey("appeals.id")),
    Column("actor_hash", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Index("ix_audit_appeal_id", "appeal_id"),
)
"""Who did what, without content. deed: filed, added, proposed, replied, noted, delivered, undelivered, …"""

profile = _table(
    "profile",
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)
"""What Telegram was last told about the bot itself (commands, descriptions), as digests."""

voices = _table(
    "voices",
    Column("voice_hash", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("helped", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_voices_at", "at"),
)
"""Whether answers helped, 1 or 0. The hash is of person, topic and day: it finds a voice, no person."""

gaps = _table(
    "gaps",
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("words_sealed", LargeBinary, nullable=False),
    Column("times", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_gaps_at", "at"),
)
"""Questions without an answer (`topic` is empty), and what was missing in one, by a keyed hash of it."""
