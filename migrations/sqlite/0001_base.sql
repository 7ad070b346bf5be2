-- The ground every other table stands on: whose rows these are, settings, and the store's own book-keeping.
-- Entities carry uid (UUIDv7), org_id, created_by, created_at, updated_at (UTC ms) and version (architecture §4).

CREATE TABLE migration (
    number      INTEGER PRIMARY KEY,
    subject     TEXT    NOT NULL,
    program     TEXT    NOT NULL,             -- the program version that applied it
    applied_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE org (
    uid         TEXT    PRIMARY KEY,
    name        TEXT    NOT NULL,
    parent_uid  TEXT    REFERENCES org (uid),
    created_by  TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1)
) STRICT;

CREATE TABLE user (
    uid         TEXT    PRIMARY KEY,
    org_id      TEXT    NOT NULL REFERENCES org (uid),
    name        TEXT    NOT NULL,
    created_by  TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1)
) STRICT;

-- One desktop on its own belongs to this organisation and this person until it joins a hub.
INSERT INTO org (uid, name, created_by, created_at, updated_at) VALUES ('local', 'local', 'local', 0, 0);
INSERT INTO user (uid, org_id, name, created_by, created_at, updated_at) VALUES ('local', 'local', 'local', 'local', 0, 0);

-- One value per key, as JSON text; the program owns the keys and their types.
CREATE TABLE setting (
    key         TEXT    PRIMARY KEY CHECK (key <> ''),
    value       TEXT    NOT NULL CHECK (json_valid(value)),
    updated_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Written and emptied again to find out whether the store can take rows (store::probe).
CREATE TABLE probe (
    no          INTEGER PRIMARY KEY CHECK (no = 1),
    filler      BLOB    NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
