"""Posts that wait for daytime, and posts that ask again"""

import sqlalchemy as sa
from alembic import op

from models.base import JsonColumn

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("waits_for_daytime", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("asks", JsonColumn, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("asks")
        batch_op.drop_column("waits_for_daytime")
