"""Documents with versions, links handed out, questions passed on, preferences"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from models.base import JsonColumn, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_EMPTY = sa.text("'[]'")


def _columns() -> list[tuple[str, "sa.Column[Any]"]]:
    """Those that tables get which were there, each made anew for one use."""
    return [
        ("documents", sa.Column("keywords", JsonColumn, server_default=_EMPTY, nullable=False)),
        ("documents", sa.Column("language", sa.String(2), nullable=True)),
        ("documents", sa.Column("slack_file_id", sa.String(40), nullable=True)),
        ("documents", sa.Column("file_name", sa.String(255), nullable=True)),
        ("documents", sa.Column("byte_count", sa.Integer(), nullable=True)),
        ("documents", sa.Column("version", sa.Integer(), server_default="1", nullable=False)),
        ("documents", sa.Column("changed", JsonColumn, nullable=True)),
        ("documents", sa.Column("changed_at", UtcDateTime(), nullable=True)),
        (
            "documents",
            sa.Column("audience_kinds", JsonColumn, server_default=_EMPTY, nullable=False),
        ),
        (
            "documents",
            sa.Column("audience_stages", JsonColumn, server_default=_EMPTY, nullable=False),
        ),
        (
            "documents",
            sa.Column("audience_organisations", JsonColumn, server_default=_EMPTY, nullable=False),
        ),
        ("people", sa.Column("quiet_from", sa.Integer(), nullable=True)),
        ("people", sa.Column("quiet_until", sa.Integer(), nullable=True)),
        ("people", sa.Column("silent_until", UtcDateTime(), nullable=True)),
        ("people", sa.Column("erased_at", UtcDateTime(), nullable=True)),
        ("processes", sa.Column("synonyms", JsonColumn, server_default=_EMPTY, nullable=False)),
    ]


def upgrade() -> None:
    op.create_table(
        "access_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_access_requests_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_access_requests_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.id"], name=op.f("fk_access_requests_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_requests")),
    )
    with op.batch_alter_table("access_requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_access_requests_person_id", ["person_id", "thing", "thing_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_access_requests_process_id"), ["process_id"], unique=False
        )

    op.create_table(
        "handouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_handouts_person_id")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.id"], name=op.f("fk_handouts_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handouts")),
        sa.UniqueConstraint(
            "person_id", "thing", "thing_id", name=op.f("uq_handouts_person_id_thing_thing_id")
        ),
    )
    with op.batch_alter_table("handouts", schema=None) as batch_op:
        batch_op.create_index("ix_handouts_of_thing", ["thing", "thing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handouts_process_id"), ["process_id"], unique=False)

    op.create_table(
        "document_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed", JsonColumn, nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("slack_file_id", sa.String(40), nullable=True),
        sa.Column("file_name", sa.String(255), nullable=True),
        sa.Column("byte_count", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_document_versions_by_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_versions_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_document_versions_document_id_number")
        ),
    )
    with op.batch_alter_table("document_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_versions_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "enquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("waiting_since", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("helped_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["people.id"], name=op.f("fk_enquiries_closed_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enquiries_person_id")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.id"], name=op.f("fk_enquiries_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
    )
    with op.batch_alter_table("enquiries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiries_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_enquiries_process_id", ["process_id", "state"], unique=False)

    op.create_table(
        "enquiry_cards",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiries.id"], name=op.f("fk_enquiry_cards_enquiry_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_enquiry_cards_post_id")),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_enquiry_cards")),
    )
    with op.batch_alter_table("enquiry_cards", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enquiry_cards_enquiry_id"), ["enquiry_id"], unique=False
        )

    op.create_table(
        "enquiry_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("is_from_asker", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_enquiry_notes_by_id")),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiries.id"], name=op.f("fk_enquiry_notes_enquiry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_notes")),
        sa.UniqueConstraint("enquiry_id", "mark", name=op.f("uq_enquiry_notes_enquiry_id_mark")),
    )
    with op.batch_alter_table("enquiry_notes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enquiry_notes_enquiry_id"), ["enquiry_id"], unique=False
        )

    op.create_table(
        "faqs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", JsonColumn, nullable=False),
        sa.Column("answer", JsonColumn, nullable=False),
        sa.Column("keywords", JsonColumn, nullable=False),
        sa.Column("audience", JsonColumn, nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_faqs_enquiry_id")),
        sa.ForeignKeyConstraint(["process_id"], ["processes.id"], name=op.f("fk_faqs_process_id")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["people.id"], name=op.f("fk_faqs_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faqs")),
        sa.UniqueConstraint("process_id", "key", name=op.f("uq_faqs_process_id_key")),
    )
    with op.batch_alter_table("faqs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_faqs_process_id"), ["process_id"], unique=False)

    for table, column in _columns():
        op.add_column(table, column)
    # Written out, for a table that others refer to cannot be built anew on SQLite.
    op.execute(
        "ALTER TABLE memberships ADD COLUMN stand_in_id INTEGER"
        " CONSTRAINT fk_memberships_stand_in_id REFERENCES people (id)"
    )


def downgrade() -> None:
    op.drop_column("memberships", "stand_in_id")  # its foreign key goes with it
    for table, column in reversed(_columns()):
        op.drop_column(table, column.name)
    for table in (
        "faqs",
        "enquiry_notes",
        "enquiry_cards",
        "enquiries",
        "document_versions",
        "handouts",
        "access_requests",
    ):
        op.drop_table(table)
