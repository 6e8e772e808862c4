"""Records as an older version of ours left them, without what was in them."""

from maas.records import SqliteRecords
from maas.records.schema import STEPS


def set_back(records: SqliteRecords, taken: int) -> None:
    """Make the file one that has taken so many steps."""
    with records.database.writing() as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for (table,) in tables.fetchall():
            connection.execute(f"DROP TABLE {table}")
        for statement in ";".join(STEPS[:taken]).split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {taken}")
    records.database.close()
