-- The people: groups and their members, the address book, imports and what they found, who must not be written to,
-- and what we learned about single numbers.
--
-- Entities carry uid (UUIDv7), org_id, created_by, created_at, updated_at (UTC ms) and version (architecture §4).
-- group_member is the hot table: its key is its order, so that an expansion reads it in number order with the last
-- number as the cursor, and an import that is sorted by number only ever appends.

CREATE TABLE contact_group (
    no              INTEGER PRIMARY KEY,
    uid             TEXT    NOT NULL UNIQUE,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    name            TEXT    NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('group', 'list')), -- a list belongs to one task
    -- staging: an import is filling it, nobody sees it; removed: hidden, its members are deleted bit by bit
    state           TEXT    NOT NULL CHECK (state IN ('staging', 'ready', 'removed')),
    people          INTEGER NOT NULL DEFAULT 0 CHECK (people >= 0)      -- = its rows in group_member, until removed
) STRICT;
CREATE UNIQUE INDEX contact_group_name ON contact_group (org_id, name) WHERE kind = 'group' AND state = 'ready';

CREATE TABLE group_member (
    group_no        INTEGER NOT NULL REFERENCES contact_group (no),
    number          INTEGER NOT NULL,
    name            TEXT    NOT NULL DEFAULT '',
    fields          TEXT    NOT NULL DEFAULT '{}',  -- JSON object: column name to text
    PRIMARY KEY (group_no, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    id              INTEGER PRIMARY KEY,
    uid             BLOB    NOT NULL CHECK (length(uid) = 16),
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    number          INTEGER NOT NULL,
    name            TEXT    NOT NULL DEFAULT '',
    fields          TEXT    NOT NULL DEFAULT '{}',  -- JSON object: column name to text
    UNIQUE (org_id, number)
) STRICT;

-- One file that was brought in. Written by the transaction that makes its people visible.
CREATE TABLE import_record (
    no              INTEGER PRIMARY KEY,
    uid             TEXT    NOT NULL UNIQUE,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    file_name       TEXT    NOT NULL,               -- without its folder
    file_bytes      INTEGER NOT NULL,
    file_sha256     BLOB    NOT NULL CHECK (length(file_sha256) = 32),
    sheet           TEXT    NOT NULL DEFAULT '',
    group_no        INTEGER NOT NULL REFERENCES contact_group (no),
    rows_read       INTEGER NOT NULL,
    people          INTEGER NOT NULL,               -- distinct numbers
    added           INTEGER NOT NULL,               -- of them new to the group
    duplicates      INTEGER NOT NULL,               -- numbers that the file holds again
    rows_failed     INTEGER NOT NULL,               -- rows that gave nobody
    repairs         TEXT    NOT NULL,               -- JSON object: repair code to count
    faults          TEXT    NOT NULL,               -- JSON object: reason code to count
    findings_kept   INTEGER NOT NULL,
    findings_rest   INTEGER NOT NULL,               -- counted, not kept
    -- The address book follows in small steps: the last number it took over; NULL: all of them, or none is wanted.
    contacts_cursor INTEGER
) STRICT;
CREATE INDEX import_record_file ON import_record (org_id, file_sha256, no);
CREATE INDEX import_record_open ON import_record (no) WHERE contacts_cursor IS NOT NULL;

CREATE TABLE import_finding (
    import_no       INTEGER NOT NULL REFERENCES import_record (no),
    seq             INTEGER NOT NULL,               -- in file order, from 1
    row             INTEGER NOT NULL CHECK (row >= 1),
    col             INTEGER NOT NULL CHECK (col >= 1),
    value           TEXT    NOT NULL,               -- shortened; numbers masked
    reason          TEXT    NOT NULL,
    suggestion      TEXT    NOT NULL,
    fixed           INTEGER,                        -- the number that is probably meant
    PRIMARY KEY (import_no, seq)
) STRICT, WITHOUT ROWID;

-- Who must not be written to. scope: '' is everything, else a business type or a signature.
CREATE TABLE blocklist (
    no              INTEGER PRIMARY KEY,
    uid             TEXT    NOT NULL UNIQUE,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    number          INTEGER NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('opt_out', 'blacklist')),
    scope           TEXT    NOT NULL DEFAULT '',
    source          TEXT    NOT NULL,               -- reply, import, person, hub …
    note            TEXT    NOT NULL DEFAULT '',
    UNIQUE (number, kind, scope, org_id)
) STRICT;

-- What is known about one number beyond its prefix: learned from receipts or imported.
CREATE TABLE number_fact (
    number          INTEGER PRIMARY KEY,
    ported_to       INTEGER,                        -- hongyan_domain::Carrier::to_db
    dead_since      INTEGER,                        -- UTC ms; NULL: not known to be dead
    source          TEXT    NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
