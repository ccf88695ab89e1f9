"""Whatever is added to, taken from or changed in the register's shape is found, on both databases."""

import pytest

from ewloe_desktop.storage.engine import Register
from tests.storage.intruder import intruder
from tests.storage.samples import Sample, approve, begin


@pytest.fixture
def sample(register: Register) -> Sample:
    made = begin(register)
    approve(made)
    return made


ADDED = (
    "CREATE VIEW looks AS SELECT 1 AS one",
    "CREATE TABLE extra (a integer)",
    "CREATE INDEX quick ON person (name)",
    "ALTER TABLE person ADD COLUMN extra integer",
    "DROP INDEX ix_person_folded",
    "ALTER TABLE person DROP COLUMN since",
    "ALTER TABLE person RENAME COLUMN kind TO sort",
    "DROP TABLE correction",
    "DROP TABLE search_index",
    "UPDATE alembic_version SET version_num = '9999'",
    "DELETE FROM alembic_version",
)
ON_FILE = ("CREATE TRIGGER sly AFTER INSERT ON person BEGIN SELECT 1; END",)
ON_SERVER = (
    "CREATE RULE sly AS ON INSERT TO person DO INSTEAD NOTHING",
    "CREATE FUNCTION sly() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE person ALTER COLUMN kind TYPE text",
    "ALTER TABLE person ALTER COLUMN kind DROP NOT NULL",
    "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE person DISABLE TRIGGER ALL",
    "CREATE TRIGGER sly BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER TABLE decision DROP CONSTRAINT fk_decision_person_id",
    "CREATE SEQUENCE counts",
)


def test_any_change_of_shape_is_found(sample: Sample) -> None:
    for statement in (*ADDED, *(ON_FILE if sample.register.kind == "file" else ON_SERVER)):
        with intruder(sample) as other:
            other.sql(statement)
            result = other.check()
            assert not result.whole, statement
            assert "the register's tables" in {f.record for f in result.findings}, statement
