"""The facilitators' desk: announcements, people awaited by mail, notes of contact, digests"""

import sqlalchemy as sa
from alembic import op

from models.base import JsonColumn, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The log of who did what is added to and otherwise left alone, whoever writes in the database.
ONLY_ADDED_TO = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'lines of the audit are only added'); END"
        ),
        (
            "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'lines of the audit are only added'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'lines of the audit are only added'; END $$"
        ),
        (
            "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR TRUNCATE ON audit"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()"
        ),
        (
            "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()"
        ),
    ),
}
ADDED_TO_AS_BEFORE = {
    "sqlite": ("DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_deleted"),
    "postgresql": (
        "DROP TRIGGER audit_is_not_changed ON audit",
        "DROP TRIGGER audit_is_not_deleted ON audit",
        "DROP FUNCTION refuse_change_of_audit()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("team_id", sa.String(20), nullable=False),
        sa.Column("limit", sa.String(40), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "limit", name=op.f("pk_paces")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("text", JsonColumn, nullable=False),
        sa.Column("audience", JsonColumn, nullable=False),
        sa.Column("channels", JsonColumn, nullable=False),
        sa.Column("mention", sa.String(40), nullable=False),
        sa.Column("attachments", JsonColumn, nullable=False),
        sa.Column("asks_seen", sa.Boolean(), nullable=False),
        sa.Column("in_working_hours", sa.Boolean(), nullable=False),
        sa.Column("send_at", UtcDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_announcements_by_id")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.id"], name=op.f("fk_announcements_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_announcements_process_id"), ["process_id"], unique=False
        )

    op.create_table(
        "announcement_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(20), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("latest_post_id", sa.Integer(), nullable=True),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_announcement_copies_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["latest_post_id"], ["posts.id"], name=op.f("fk_announcement_copies_latest_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_announcement_copies_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_announcement_copies_post_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_copies")),
        sa.UniqueConstraint(
            "announcement_id",
            "channel",
            name=op.f("uq_announcement_copies_announcement_id_channel"),
        ),
        sa.UniqueConstraint(
            "announcement_id",
            "person_id",
            name=op.f("uq_announcement_copies_announcement_id_person_id"),
        ),
    )
    with op.batch_alter_table("announcement_copies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_announcement_copies_announcement_id"), ["announcement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_announcement_copies_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "awaited_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("followed_up", sa.Integer(), nullable=False),
        sa.Column("followed_up_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("bound_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["people.id"], name=op.f("fk_awaited_people_invited_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_awaited_people_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_awaited_people_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.id"], name=op.f("fk_awaited_people_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awaited_people")),
        sa.UniqueConstraint("process_id", "email", name=op.f("uq_awaited_people_process_id_email")),
    )
    with op.batch_alter_table("awaited_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_awaited_people_email"), ["email"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_awaited_people_process_id"), ["process_id"], unique=False
        )

    op.create_table(
        "contact_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_contact_notes_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_contact_notes_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.id"], name=op.f("fk_contact_notes_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_notes")),
    )
    with op.batch_alter_table("contact_notes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_notes_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contact_notes_process_id"), ["process_id"], unique=False
        )

    op.create_table(
        "digests",
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("days", JsonColumn, nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("in_slack", sa.Boolean(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_digests_membership_id")
        ),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_digests")),
    )
    _index_unsent("due_at", "id")
    # Written out, for a table that others refer to cannot be built anew on SQLite.
    op.execute(
        "ALTER TABLE answers ADD COLUMN noted_by_id INTEGER"
        " CONSTRAINT fk_answers_noted_by_id REFERENCES people (id)"
    )
    noted = sa.text("noted_by_id IS NOT NULL AND replaced_at IS NULL")
    op.create_index(
        "ix_answers_noted",
        "answers",
        ["interview_id", "given_by_id"],
        sqlite_where=noted,
        postgresql_where=noted,
    )
    op.add_column("memberships", sa.Column("chosen_at", UtcDateTime(), nullable=True))
    op.execute(
        "ALTER TABLE organisations ADD COLUMN merged_into_id INTEGER"
        " CONSTRAINT fk_organisations_merged_into_id REFERENCES organisations (id)"
    )
    op.add_column("processes", sa.Column("edited_at", UtcDateTime(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(
            "ix_answers_counted",
            "answers",
            [
                "question_key",
                "state",
                "choices",
                "unit",
                "interview_id",
                "low",
                "high",
                "approximate",
                "year",
                "month",
            ],
            sqlite_where=sa.text("replaced_at IS NULL"),
        )
    for statement in ONLY_ADDED_TO[op.get_bind().dialect.name]:
        op.execute(statement)


def _index_unsent(*columns: str) -> None:
    unsent = sa.text("state IN ('waiting', 'claimed')")
    op.drop_index("ix_posts_unsent", table_name="posts")
    op.create_index(
        "ix_posts_unsent", "posts", columns, sqlite_where=unsent, postgresql_where=unsent
    )


def downgrade() -> None:
    _index_unsent("due_at")
    for statement in ADDED_TO_AS_BEFORE[op.get_bind().dialect.name]:
        op.execute(statement)
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_answers_counted", table_name="answers")
    op.drop_index("ix_answers_noted", table_name="answers")
    op.drop_column("memberships", "chosen_at")
    op.drop_column("processes", "edited_at")
    for table, name in (("organisations", "merged_into_id"), ("answers", "noted_by_id")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_{name}"), type_="foreignkey")
            batch_op.drop_column(name)
    for table in (
        "digests",
        "contact_notes",
        "awaited_people",
        "announcement_copies",
        "announcements",
        "paces",
    ):
        op.drop_table(table)
