-- What the console keeps: who may come in, drafts, templates, signatures, background work and the files it made.
--
-- Entities carry uid (UUIDv7), org_id, created_by, created_at, updated_at (UTC ms) and version (architecture §4).

ALTER TABLE user ADD COLUMN login         TEXT;                     -- NULL: cannot log in
ALTER TABLE user ADD COLUMN password      TEXT NOT NULL DEFAULT ''; -- Argon2id, PHC string
ALTER TABLE user ADD COLUMN role          TEXT NOT NULL DEFAULT 'administrator' CHECK (role IN ('administrator'));
ALTER TABLE user ADD COLUMN failures      INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0); -- wrong passwords in a row
ALTER TABLE user ADD COLUMN locked_until  INTEGER;
CREATE UNIQUE INDEX user_login ON user (org_id, login) WHERE login IS NOT NULL;

-- One line per browser that is logged in. The token itself is kept nowhere.
CREATE TABLE login_session (
    token_sha256    BLOB    PRIMARY KEY CHECK (length(token_sha256) = 32),
    user_uid        TEXT    NOT NULL REFERENCES user (uid),
    created_at      INTEGER NOT NULL,
    seen_at         INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody is still writing. body is the wizard's own JSON; the version tells two windows apart.
CREATE TABLE draft (
    uid             TEXT    PRIMARY KEY,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    title           TEXT    NOT NULL DEFAULT '',
    body            TEXT    NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_recent ON draft (updated_at);

CREATE TABLE signature (
    no              INTEGER PRIMARY KEY,
    uid             TEXT    NOT NULL UNIQUE,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    name            TEXT    NOT NULL,                 -- without 【】
    note            TEXT    NOT NULL DEFAULT '',
    preferred       INTEGER NOT NULL DEFAULT 0 CHECK (preferred IN (0, 1)),
    state           TEXT    NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'removed'))
) STRICT;
CREATE UNIQUE INDEX signature_name ON signature (org_id, name) WHERE state = 'ready';

CREATE TABLE template (
    no              INTEGER PRIMARY KEY,
    uid             TEXT    NOT NULL UNIQUE,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    name            TEXT    NOT NULL,
    business        TEXT    NOT NULL,
    signature       TEXT    NOT NULL DEFAULT '',      -- without 【】; empty: chosen when sending
    text            TEXT    NOT NULL,
    note            TEXT    NOT NULL DEFAULT '',
    used_at         INTEGER,
    state           TEXT    NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'removed'))
) STRICT;
CREATE UNIQUE INDEX template_name ON template (org_id, name) WHERE state = 'ready';

-- A template as it was before a change.
CREATE TABLE template_version (
    template_no     INTEGER NOT NULL REFERENCES template (no),
    version         INTEGER NOT NULL,
    name            TEXT    NOT NULL,
    business        TEXT    NOT NULL,
    signature       TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    changed_by      TEXT    NOT NULL,
    changed_at      INTEGER NOT NULL,
    PRIMARY KEY (template_no, version)
) STRICT, WITHOUT ROWID;

-- Columns that people gave the address book beside name and number.
CREATE TABLE contact_field (
    no              INTEGER PRIMARY KEY,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    name            TEXT    NOT NULL,                 -- the key in contact.fields and the template's variable
    kind            TEXT    NOT NULL CHECK (kind IN ('text', 'number', 'date', 'money')),
    position        INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    UNIQUE (org_id, name)
) STRICT;
CREATE INDEX contact_name ON contact (org_id, name, number);

-- Where an import's file lay and how it was read, so that the corrected list can be made from it; the person of a row
-- whose number is only probably meant, so that taking the number over brings them along.
ALTER TABLE import_record ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE import_record ADD COLUMN layout TEXT NOT NULL DEFAULT 'null' CHECK (json_valid(layout));
ALTER TABLE import_finding ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE import_finding ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
ALTER TABLE import_finding ADD COLUMN mended_at INTEGER;

-- How far a conversation was read, and whether somebody has dealt with it.
CREATE TABLE conversation (
    number          INTEGER PRIMARY KEY,
    read_to         INTEGER NOT NULL DEFAULT 0,       -- inbound.id
    done_to         INTEGER NOT NULL DEFAULT 0,       -- inbound.id
    updated_at      INTEGER NOT NULL
) STRICT;

-- What a person decided about a reply that may be an opt-out.
ALTER TABLE inbound ADD COLUMN decided_by TEXT;
ALTER TABLE inbound ADD COLUMN decided_at INTEGER;
CREATE INDEX inbound_ask ON inbound (id) WHERE opt_out = 'ask' AND decided_at IS NULL;

-- Work in the background, and what came of it. Running ones of a program that ended are told as broken off.
CREATE TABLE job (
    uid             TEXT    PRIMARY KEY,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'broken_off')),
    started_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    result          TEXT    NOT NULL DEFAULT 'null' CHECK (json_valid(result)),
    error           TEXT    NOT NULL DEFAULT 'null' CHECK (json_valid(error))
) STRICT, WITHOUT ROWID;
CREATE INDEX job_recent ON job (started_at);

-- Files that background work made and that the data folder keeps: reports, exports, corrected lists.
CREATE TABLE kept_file (
    uid             TEXT    PRIMARY KEY,
    org_id          TEXT    NOT NULL REFERENCES org (uid),
    created_by      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    name            TEXT    NOT NULL,                 -- as people see it
    stored_as       TEXT    NOT NULL UNIQUE,          -- below the data folder's files/
    octets          INTEGER NOT NULL,
    task_no         INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_file_recent ON kept_file (created_at);

-- The day that a task counts on: figures of the last days must not read every task there ever was.
CREATE INDEX task_day ON task (coalesce(release_at, created_at));

-- Practice and real sending never mix in one task; the same key never makes two tasks.
ALTER TABLE task ADD COLUMN sandbox    INTEGER NOT NULL DEFAULT 0 CHECK (sandbox IN (0, 1));
ALTER TABLE task ADD COLUMN client_key TEXT;
ALTER TABLE task ADD COLUMN template_no INTEGER REFERENCES template (no);
ALTER TABLE task ADD COLUMN resend_of  INTEGER REFERENCES task (no);
CREATE UNIQUE INDEX task_client_key ON task (client_key) WHERE client_key IS NOT NULL;
-- What there is already was routed so: by the channel that it names, else by simulated ones where there is no other.
UPDATE task SET sandbox = 1 WHERE CASE WHEN channel_no IS NULL
    THEN EXISTS (SELECT 1 FROM channel WHERE sandbox = 1) AND NOT EXISTS (SELECT 1 FROM channel WHERE sandbox = 0)
    ELSE channel_no IN (SELECT no FROM channel WHERE sandbox = 1) END;

-- The few that want a look among the many that arrived: each message passes here once, when it ends so.
CREATE INDEX message_ended ON message (task_no, state, class, id) WHERE state BETWEEN 4 AND 11;
