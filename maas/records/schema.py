"""The tables, as the steps that lead to them: a step once released is never changed."""

APPLICATION = 0x6D616173
"""`maas` in ASCII: tells our file from any other."""

STEPS = (
    """
    CREATE TABLE keys (
        id TEXT PRIMARY KEY,
        digest BLOB NOT NULL UNIQUE,
        name TEXT NOT NULL,
        scope TEXT NOT NULL,
        created INTEGER NOT NULL,
        used INTEGER,
        revoked INTEGER
    ) STRICT;
    CREATE TABLE source_hours (
        source_id TEXT NOT NULL,
        hour INTEGER NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (source_id, hour)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outages (
        source_id TEXT NOT NULL,
        began INTEGER NOT NULL,
        until INTEGER NOT NULL,
        PRIMARY KEY (source_id, began)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE offers (
        id TEXT PRIMARY KEY,
        key_id TEXT NOT NULL,
        until INTEGER NOT NULL,
        content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX offers_by_key ON offers (key_id);
    CREATE TABLE withdrawn_offers (
        id TEXT PRIMARY KEY,
        until INTEGER NOT NULL,
        days TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE incidents (
        id TEXT PRIMARY KEY,
        until INTEGER,
        content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX incidents_by_end ON incidents (until);
    CREATE TABLE incident_history (
        incident_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (incident_id, version)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE reports (
        id TEXT PRIMARY KEY,
        until INTEGER NOT NULL,
        content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX reports_by_end ON reports (until);
    """,
    """
    CREATE TABLE told_begins (
        id TEXT PRIMARY KEY,
        at INTEGER NOT NULL,
        times INTEGER NOT NULL,
        told INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE exchanged (
        hour INTEGER NOT NULL,
        way TEXT NOT NULL,
        partner TEXT NOT NULL,
        subject TEXT NOT NULL,
        times INTEGER NOT NULL,
        unchanged INTEGER NOT NULL,
        items INTEGER,
        bytes INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (hour, way, partner, subject)
    ) STRICT, WITHOUT ROWID;
    """,
)
"""`user_version` of a file says how many of them it has taken."""
