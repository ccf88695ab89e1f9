"""The register's shape: the pages of the file, and every table, column, index, trigger and view."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage.reading_raw import RawReader

if TYPE_CHECKING:
    from ewloe_desktop.storage.engine import Register

SHAPES = Path(__file__).parent / "migrations"

_FILE_SHAPE = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_SERVER_SHAPE = """
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || CASE WHEN a.atthasdef THEN ' default' ELSE '' END
       || a.attgenerated::text || a.attidentity::text
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
   AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT CASE c.relkind WHEN 'r' THEN 'table ' WHEN 'i' THEN 'index ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view '
       WHEN 'S' THEN 'sequence ' ELSE 'relation ' END || c.relname || ' ' || c.relpersistence::text
       || CASE WHEN c.relrowsecurity THEN ' guarded' ELSE '' END
       || CASE WHEN c.relkind = 'i' THEN ' ' || replace(pg_get_indexdef(c.oid), current_schema() || '.', '') ELSE '' END
  FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind NOT IN ('t', 'c')
UNION ALL
SELECT 'constraint ' || conname || ' on ' || conrelid::regclass::text || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
UNION ALL
SELECT 'trigger ' || t.tgname || ' on ' || c.relname || ' ' || t.tgenabled::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = current_schema()::regnamespace AND (NOT t.tgisinternal OR t.tgenabled <> 'O')
UNION ALL
SELECT 'rule ' || rulename || ' on ' || tablename FROM pg_rules WHERE schemaname = current_schema()
UNION ALL
SELECT 'guard ' || policyname || ' on ' || tablename FROM pg_policies WHERE schemaname = current_schema()
UNION ALL
SELECT 'function ' || p.proname FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
"""


def check_pages(register: "Register", reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """Every page of the file proves that this register wrote it; a server looks after its pages itself."""
    if not reader.on_file:
        return
    if not register.begins_right:
        yield Finding("the register's file", "begins as this register does", "another beginning")
    for (told,) in reader.all("PRAGMA cipher_integrity_check"):
        yield Finding("the register's file", "every page as it was written", str(told)[:200])


def check_order(reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """The file's tables and indexes agree with each other, and every reference leads somewhere."""
    if not reader.on_file:
        return
    for (told,) in reader.all("PRAGMA integrity_check(20)"):
        if told != "ok":
            yield Finding("the register's file", "tables and indexes in order", str(told)[:200])
    for table, row, *_ in reader.all("PRAGMA foreign_key_check"):
        yield Finding(f"table {table}, line {row}", "points to a record", "points to none")


def shape(reader: RawReader) -> set[str]:
    """One line for everything that the database says about its own shape, without what it holds."""
    if not reader.on_file:
        return {str(line) for (line,) in reader.all(_SERVER_SHAPE)} | _version(reader)
    lines = set()
    for kind, name, table, sql in reader.all(_FILE_SHAPE):
        lines.add(f"{kind} {name} on {table} {' '.join(str(sql).split())}")
    return lines | _version(reader)


def _version(reader: RawReader) -> set[str]:
    return {f"schema {row[0]}" for row in reader.all("SELECT version_num FROM alembic_version")}


@cache
def expected_shape(kind: str) -> frozenset[str]:
    """The shape that the migrations make; a test proves it."""
    return frozenset((SHAPES / f"{kind}.txt").read_text("utf-8").splitlines())


def check_schema(reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """Whatever is there and should not be, or should be and is not."""
    expected, found = expected_shape(reader.kind), shape(reader)
    for line in sorted(expected - found):
        yield Finding("the register's tables", line[:200], "missing")
    for line in sorted(found - expected):
        yield Finding("the register's tables", "nothing else", line[:200])
