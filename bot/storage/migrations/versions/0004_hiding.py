"""Message ids of what was said in a private chat, so that `/hide` finds it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("inbox", sa.Column("message_id", _Whole))
    op.add_column("inbox", sa.Column("answers", sa.Text()))
    op.add_column("outbox", sa.Column("message_id", _Whole))
    op.create_index("ix_inbox_chat_hash_seq", "inbox", ["chat_hash", "seq"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_inbox_chat_hash_seq", table_name="inbox")
    op.drop_column("outbox", "message_id")
    op.drop_column("inbox", "answers")
    op.drop_column("inbox", "message_id")
