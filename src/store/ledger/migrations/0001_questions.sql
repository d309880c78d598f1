-- Times are microseconds since 1970 (UTC). Ids of Discord are unsigned; the same 64 bits are kept as signed ones.
-- People are keyed hashes of 16 bytes, see pseudonym.rs.

-- The last id set aside, so that none is given twice even when its row is gone.
CREATE TABLE ids (
    name TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

INSERT INTO ids (name, last) VALUES ('question', 0);

CREATE TABLE question (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    guild INTEGER,
    channel INTEGER,
    asker BLOB CHECK (length(asker) = 16),
    text TEXT NOT NULL,
    outcome TEXT NOT NULL,
    entry TEXT,
    confidence REAL NOT NULL,
    previous TEXT,
    state TEXT NOT NULL,
    flagged INTEGER NOT NULL CHECK (flagged IN (0, 1))
) STRICT;

CREATE INDEX question_at ON question (at);
CREATE INDEX question_asker ON question (asker) WHERE asker IS NOT NULL;

CREATE TABLE vote (
    question INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    voter BLOB NOT NULL CHECK (length(voter) = 16),
    vote TEXT NOT NULL CHECK (vote IN ('up', 'down')),
    PRIMARY KEY (question, voter)
) STRICT, WITHOUT ROWID;

CREATE INDEX vote_voter ON vote (voter);

CREATE TABLE guild (
    id INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    settings TEXT NOT NULL
) STRICT;

-- AUTOINCREMENT: the number of a deleted draft is not given again.
CREATE TABLE draft (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    owner BLOB NOT NULL CHECK (length(owner) = 16),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    base INTEGER,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX draft_owner ON draft (owner);
CREATE INDEX draft_at ON draft (at);
