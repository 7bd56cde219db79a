"""Invitations to meetings, calendar feeds, mail, and milestones that move"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from models.base import JsonColumn, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

EVERYBODY = (
    "need_owner",
    "facilitator",
    "scaling_partner",
    "adviser",
    "knowledge_partner",
    "market_actor",
)


def upgrade() -> None:
    empty = sa.text("'[]'")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agenda", JsonColumn, nullable=True))
        batch_op.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("audience", JsonColumn, server_default=empty, nullable=False))
        batch_op.add_column(
            sa.Column("asks_needs", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("reminder_minutes", JsonColumn, server_default=empty, nullable=False)
        )
        batch_op.add_column(sa.Column("invite_from", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("uid", sa.String(80), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("changed_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("organizer_name", sa.String(200), nullable=True))
        batch_op.add_column(sa.Column("organizer_email", sa.String(320), nullable=True))
        batch_op.add_column(sa.Column("former_starts_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("former_ends_at", UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("state", sa.String(40), server_default="planned", nullable=False)
        )
        batch_op.add_column(sa.Column("called_off_because", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("decisions", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("materials", JsonColumn, server_default=empty, nullable=False)
        )
        batch_op.add_column(sa.Column("wrapped_up_at", UtcDateTime(), nullable=True))
    meetings = sa.table(
        "meetings",
        sa.column("id", sa.Integer()),
        sa.column("uid", sa.String()),
        sa.column("audience", JsonColumn),
        sa.column("reminder_minutes", JsonColumn),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(meetings.c.id)).all():
        connection.execute(
            meetings.update()
            .where(meetings.c.id == row.id)
            .values(uid=str(uuid4()), audience=list(EVERYBODY), reminder_minutes=[10080, 1440, 60])
        )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.alter_column("uid", existing_type=sa.String(80), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_meetings_uid"), ["uid"])
        batch_op.create_index(
            batch_op.f("ix_meetings_revision_sequence_retired_at"),
            ["revision", "sequence", "retired_at"],
        )

    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", JsonColumn, nullable=True))
        batch_op.add_column(sa.Column("audience", JsonColumn, server_default=empty, nullable=False))
        batch_op.add_column(sa.Column("announce_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("moves", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("moved_from_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("moved_from_precision", sa.String(40), nullable=True))

    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(320), nullable=True))
        batch_op.add_column(sa.Column("in_thread_of_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("edits_id", sa.Integer(), nullable=True))
        for name in ("in_thread_of_id", "edits_id"):
            batch_op.create_foreign_key(batch_op.f(f"fk_posts_{name}"), "posts", [name], ["id"])

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told_sequence", sa.Integer(), nullable=False),
        sa.Column("told_revision", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("reply", sa.String(40), nullable=False),
        sa.Column("replied_at", UtcDateTime(), nullable=True),
        sa.Column("replied_by", sa.String(40), nullable=True),
        sa.Column("replied_sequence", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("mail_sequence", sa.Integer(), nullable=True),
        sa.Column("mail_dtstamp", UtcDateTime(), nullable=True),
        sa.Column("form", sa.String(40), nullable=True),
        sa.Column("needs", sa.String(), nullable=True),
        sa.Column("waiting_since", UtcDateTime(), nullable=True),
        sa.Column("offer_until", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("attendance", sa.String(40), nullable=False),
        sa.Column("impression", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["posts.id"], name=op.f("fk_invitations_card_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_invitations_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_invitations_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint(
            "meeting_id", "person_id", name=op.f("uq_invitations_meeting_id_person_id")
        ),
    )
    op.create_index(op.f("ix_invitations_meeting_id"), "invitations", ["meeting_id"])
    op.create_index(
        op.f("ix_invitations_of"),
        "invitations",
        ["person_id", "replies", "sequence", "reply", "removed_at"],
    )

    op.create_table(
        "mailbox_marks",
        sa.Column("mailbox", sa.String(200), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_mailbox_marks")),
    )
    op.create_table(
        "stray_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(80), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("reply", sa.String(40), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_stray_replies_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stray_replies")),
        sa.UniqueConstraint("mail", name=op.f("uq_stray_replies_mail")),
    )
    op.create_index(op.f("ix_stray_replies_meeting_id"), "stray_replies", ["meeting_id"])
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_feeds_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_feeds_digest")),
    )
    op.create_index(op.f("ix_feeds_person_id"), "feeds", ["person_id"], unique=False)


def downgrade() -> None:
    for table in ("feeds", "stray_replies", "mailbox_marks", "invitations"):
        op.drop_table(table)
    with op.batch_alter_table("posts", schema=None) as batch_op:
        for name in ("edits_id", "in_thread_of_id"):
            batch_op.drop_constraint(batch_op.f(f"fk_posts_{name}"), type_="foreignkey")
        for name in ("edits_id", "in_thread_of_id", "address"):
            batch_op.drop_column(name)
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        for name in (
            "moved_from_precision",
            "moved_from_day",
            "moves",
            "announce_days",
            "audience",
            "about",
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetings_revision_sequence_retired_at"))
        batch_op.drop_constraint(batch_op.f("uq_meetings_uid"), type_="unique")
        for name in (
            "wrapped_up_at",
            "materials",
            "decisions",
            "called_off_because",
            "state",
            "former_ends_at",
            "former_starts_at",
            "organizer_email",
            "organizer_name",
            "changed_at",
            "revision",
            "sequence",
            "uid",
            "invite_from",
            "reminder_minutes",
            "asks_needs",
            "audience",
            "capacity",
            "agenda",
        ):
            batch_op.drop_column(name)
