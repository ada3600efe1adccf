"""When what was sent, for the limits after a restart; groups that became supergroups under another id."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "moves",
        sa.Column("chat_hash", sa.Text(), nullable=False),
        sa.Column("to_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("moved_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("chat_hash", name="pk_moves"),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_settled_at", "outbox", ["settled_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_outbox_settled_at", table_name="outbox")
    op.drop_table("moves")
