"""What people say of answers: voices by topic, and sealed words on what was missing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "voices",
        sa.Column("voice_hash", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("at", _Whole, nullable=False),
        sa.PrimaryKeyConstraint("voice_hash", name="pk_voices"),
        sqlite_strict=True,
    )
    op.create_index("ix_voices_at", "voices", ["at"], unique=False)
    op.create_table(
        "gaps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", _Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
        sqlite_strict=True,
    )
    op.create_index("ix_gaps_at", "gaps", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_gaps_at", table_name="gaps")
    op.drop_table("gaps")
    op.drop_index("ix_voices_at", table_name="voices")
    op.drop_table("voices")
