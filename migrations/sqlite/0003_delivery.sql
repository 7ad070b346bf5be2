-- Channels, tasks and what became of every message.
--
-- Hot tables (message, attempt, tally) have integer keys, narrow rows and few indexes; they inherit org_id and
-- created_by from their task. States are the numbers of hongyan_domain::MessageState. Times are UTC milliseconds,
-- money is milli-yuan. A message's text is its task's template plus the row's variables.

CREATE TABLE channel (
    no              INTEGER PRIMARY KEY,
    uid             TEXT    NOT NULL UNIQUE,
    org_id          TEXT    NOT NULL,
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1,
    name            TEXT    NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('cmpp')),
    sandbox         INTEGER NOT NULL CHECK (sandbox IN (0, 1)),
    settings        TEXT    NOT NULL,             -- JSON by kind, without the secret
    secret          TEXT    NOT NULL,             -- the whole file is encrypted; never shown, never logged
    carriers        TEXT    NOT NULL,             -- carrier codes, comma-separated; empty: all
    business_types  TEXT    NOT NULL,             -- business type codes, comma-separated; empty: all
    price           INTEGER NOT NULL CHECK (price >= 0), -- per billed segment
    rank            INTEGER NOT NULL DEFAULT 0 CHECK (rank >= 0),     -- smaller is preferred
    weight          INTEGER NOT NULL DEFAULT 1 CHECK (weight >= 1),   -- share among equals
    state           TEXT    NOT NULL CHECK (state IN ('active', 'paused', 'removed')),
    state_reason    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX channel_name ON channel (org_id, name) WHERE state <> 'removed';

CREATE TABLE task (
    no              INTEGER PRIMARY KEY,
    uid             TEXT    NOT NULL UNIQUE,
    org_id          TEXT    NOT NULL,
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1,
    name            TEXT    NOT NULL,
    business        TEXT    NOT NULL,
    signature       TEXT    NOT NULL,
    template        TEXT    NOT NULL,
    flash           INTEGER NOT NULL CHECK (flash IN (0, 1)),
    group_no        INTEGER NOT NULL REFERENCES contact_group (no),
    channel_no      INTEGER REFERENCES channel (no),  -- NULL: routed by policy
    extension       TEXT    NOT NULL,             -- digits behind the sender number that bring replies back here
    speed_limit     INTEGER,                      -- messages per second over all channels; NULL: as fast as they take
    start_at        INTEGER,                      -- NULL: as soon as it is started
    undo_ms         INTEGER NOT NULL,
    validity_ms     INTEGER NOT NULL,
    state           TEXT    NOT NULL,
    state_reason    TEXT    NOT NULL DEFAULT '',
    release_at      INTEGER,                      -- start_at and undo window are over
    expires_at      INTEGER,                      -- release_at + validity
    ended_at        INTEGER,
    expand_cursor   INTEGER NOT NULL DEFAULT 0,   -- the last number expanded
    expanded        INTEGER NOT NULL DEFAULT 0 CHECK (expanded IN (0, 1))
) STRICT;
CREATE INDEX task_state ON task (state);

-- Route reasons, as codes. Thousands of messages share them, and they would be more than half of a message's row.
CREATE TABLE route_why (
    no              INTEGER PRIMARY KEY,
    words           TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE message (
    id              INTEGER PRIMARY KEY,
    task_no         INTEGER NOT NULL REFERENCES task (no),
    number          INTEGER NOT NULL,
    state           INTEGER NOT NULL CHECK (state BETWEEN 0 AND 11),
    carrier         INTEGER NOT NULL,
    channel_no      INTEGER NOT NULL DEFAULT 0,   -- 0: none
    parts           INTEGER NOT NULL DEFAULT 0,   -- SUBMITs
    billed          INTEGER NOT NULL DEFAULT 0,   -- segments as billed
    price           INTEGER NOT NULL DEFAULT 0,   -- of all segments
    tries           INTEGER NOT NULL DEFAULT 0,   -- times handed to a channel
    throttled       INTEGER NOT NULL DEFAULT 0,   -- of them, refused for speed
    mark            INTEGER NOT NULL DEFAULT 0,   -- who allowed a second copy
    due_at          INTEGER NOT NULL,
    submitted_at    INTEGER,
    done_at         INTEGER,
    class           TEXT    NOT NULL DEFAULT '',  -- failure class or exclusion
    code            TEXT    NOT NULL DEFAULT '',  -- the carrier's own words
    why             INTEGER NOT NULL DEFAULT 0,   -- route_why.no; 0: none
    vars            TEXT                          -- JSON: the values of the template's variables, in its order
) STRICT;
CREATE INDEX message_task   ON message (task_no, id);
CREATE INDEX message_number ON message (number, id);
CREATE INDEX message_queue  ON message (channel_no, task_no, due_at, id) WHERE state = 0;

-- One SUBMIT that the carrier answered.
CREATE TABLE attempt (
    message_id      INTEGER NOT NULL REFERENCES message (id),
    try             INTEGER NOT NULL,             -- from 1
    part            INTEGER NOT NULL,             -- from 1
    channel_no      INTEGER NOT NULL,
    carrier_id      INTEGER,                      -- the carrier's 64-bit id, shifted so that order is kept; NULL: refused
    answered_at     INTEGER NOT NULL,
    result          INTEGER NOT NULL,             -- 0: accepted
    stat            TEXT,                         -- the receipt, verbatim
    stat_at         INTEGER,
    PRIMARY KEY (message_id, try, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_carrier_id ON attempt (channel_no, carrier_id) WHERE carrier_id IS NOT NULL;

-- Receipts that came before their answer, or that fit nothing we know.
CREATE TABLE receipt_parked (
    id              INTEGER PRIMARY KEY,
    channel_no      INTEGER NOT NULL,
    carrier_id      INTEGER NOT NULL,
    number          INTEGER,
    stat            TEXT    NOT NULL,
    received_at     INTEGER NOT NULL,
    UNIQUE (channel_no, carrier_id, stat)
) STRICT;

-- Every counter that a screen or a report shows. Changed in the transaction that changes the rows.
CREATE TABLE tally (
    task_no         INTEGER NOT NULL,
    channel_no      INTEGER NOT NULL,
    carrier         INTEGER NOT NULL,
    state           INTEGER NOT NULL,
    class           TEXT    NOT NULL,
    messages        INTEGER NOT NULL,
    billed          INTEGER NOT NULL,
    price           INTEGER NOT NULL,
    PRIMARY KEY (task_no, channel_no, carrier, state, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE task_event (
    id              INTEGER PRIMARY KEY,
    task_no         INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    detail          TEXT    NOT NULL DEFAULT '',
    created_by      TEXT    NOT NULL
) STRICT;
CREATE INDEX task_event_task ON task_event (task_no, id);

-- Replies. Parts of a long reply wait in inbound_part until the last one is there.
CREATE TABLE inbound (
    id              INTEGER PRIMARY KEY,
    org_id          TEXT    NOT NULL,
    channel_no      INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    sent_to         TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    received_at     INTEGER NOT NULL,
    task_no         INTEGER,
    message_id      INTEGER,
    opt_out         TEXT    NOT NULL DEFAULT 'no' CHECK (opt_out IN ('no', 'yes', 'ask')),
    complete        INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1))
) STRICT;
CREATE INDEX inbound_number ON inbound (number, id);
CREATE INDEX inbound_task ON inbound (task_no, id) WHERE task_no IS NOT NULL;

CREATE TABLE inbound_part (
    channel_no      INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    sent_to         TEXT    NOT NULL,
    wide            INTEGER NOT NULL,             -- 1: 16-bit reference
    reference       INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    part            INTEGER NOT NULL,
    msg_fmt         INTEGER NOT NULL,
    content         BLOB    NOT NULL,
    received_at     INTEGER NOT NULL,
    PRIMARY KEY (channel_no, number, sent_to, wide, reference, total, part)
) STRICT, WITHOUT ROWID;

-- Carriers repeat a DELIVER when its answer is lost: the id of each, so that a repeat is stored once.
CREATE TABLE inbound_seen (
    channel_no      INTEGER NOT NULL,
    carrier_id      INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    received_at     INTEGER NOT NULL,
    PRIMARY KEY (channel_no, carrier_id, number)
) STRICT, WITHOUT ROWID;
