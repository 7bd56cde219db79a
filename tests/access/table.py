"""The matrix, declared: every act and every way to it. What is missing here fails a test."""

from tests.access import table_asking, table_desk, table_members, table_plans
from tests.access.routes import Try

TRIES: tuple[Try, ...] = (
    *table_members.TRIES,
    *table_desk.TRIES,
    *table_plans.TRIES,
    *table_asking.TRIES,
)
