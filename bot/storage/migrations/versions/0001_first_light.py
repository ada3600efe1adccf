"""First light: the road, people, dialogues, appeals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("author_hash", sa.Text(), nullable=False),
        sa.Column("author_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.Text(), nullable=False),
        sa.Column("promised_days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("filed_at", WHOLE, nullable=False),
        sa.Column("answered_at", WHOLE, nullable=True),
        sa.Column("changed_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.UniqueConstraint("draft_id", name="uq_appeals_draft_id"),
        sa.UniqueConstraint("number", name="uq_appeals_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_appeals_author_hash", "appeals", ["author_hash"], unique=False)
    op.create_index("ix_appeals_status_due_on", "appeals", ["status", "due_on"], unique=False)
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
        sqlite_strict=True,
    )
    op.create_table(
        "dialogues",
        sa.Column("chat_hash", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("data_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("chat_hash", name="pk_dialogues"),
        sqlite_strict=True,
    )
    op.create_table(
        "inbox",
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("chat_hash", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("received_at", WHOLE, nullable=False),
        sa.Column("settled_at", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_inbox"),
        sa.UniqueConstraint("identity", name="uq_inbox_identity"),
        sqlite_strict=True,
    )
    op.create_index("ix_inbox_state_seq", "inbox", ["state", "seq"], unique=False)
    op.create_table(
        "people",
        sa.Column("chat_hash", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("changed_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("chat_hash", name="pk_people"),
        sqlite_strict=True,
    )
    op.create_table(
        "profile",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_profile"),
        sqlite_strict=True,
    )
    op.create_table(
        "roots",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("secret_id", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roots"),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("appeal_id", sa.Text(), nullable=True),
        sa.Column("actor_hash", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name="fk_audit_appeal_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_appeal_id", "audit", ["appeal_id"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("appeal_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name="fk_entries_appeal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sqlite_strict=True,
    )
    op.create_index("ix_entries_appeal_id_at", "entries", ["appeal_id", "at"], unique=False)
    op.create_table(
        "sources",
        sa.Column("source_hash", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_sources_entry_id"),
        sa.PrimaryKeyConstraint("source_hash", name="pk_sources"),
        sqlite_strict=True,
    )
    op.create_table(
        "outbox",
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("chat_hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("appeal_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("not_before", WHOLE, nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("created_at", WHOLE, nullable=False),
        sa.Column("settled_at", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name="fk_outbox_appeal_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_appeal_id", "outbox", ["appeal_id"], unique=False)
    op.create_index("ix_outbox_chat_hash_state_seq", "outbox", ["chat_hash", "state", "seq"], unique=False)
    op.create_index("ix_outbox_state_rank_seq", "outbox", ["state", "rank", "seq"], unique=False)
    op.create_table(
        "posts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("appeal_id", sa.Text(), nullable=False),
        sa.Column("message_hash", sa.Text(), nullable=False),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("posted_at", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name="fk_posts_appeal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sqlite_strict=True,
    )
    op.create_index("ix_posts_appeal_id_kind", "posts", ["appeal_id", "kind"], unique=False)
    op.create_index("ix_posts_message_hash", "posts", ["message_hash"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_posts_message_hash", table_name="posts")
    op.drop_index("ix_posts_appeal_id_kind", table_name="posts")
    op.drop_table("posts")
    op.drop_index("ix_outbox_state_rank_seq", table_name="outbox")
    op.drop_index("ix_outbox_chat_hash_state_seq", table_name="outbox")
    op.drop_index("ix_outbox_appeal_id", table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("sources")
    op.drop_index("ix_entries_appeal_id_at", table_name="entries")
    op.drop_table("entries")
    op.drop_index("ix_audit_appeal_id", table_name="audit")
    op.drop_table("audit")
    op.drop_table("roots")
    op.drop_table("profile")
    op.drop_table("people")
    op.drop_index("ix_inbox_state_seq", table_name="inbox")
    op.drop_table("inbox")
    op.drop_table("dialogues")
    op.drop_table("counters")
    op.drop_index("ix_appeals_status_due_on", table_name="appeals")
    op.drop_index("ix_appeals_author_hash", table_name="appeals")
    op.drop_table("appeals")
