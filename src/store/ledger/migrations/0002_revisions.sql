-- What files hold or held; the same bytes are kept once. The print finds them, the bytes decide.
CREATE TABLE blob (
    id INTEGER NOT NULL PRIMARY KEY,
    print BLOB NOT NULL CHECK (length(print) = 16),
    bytes BLOB NOT NULL
) STRICT;

CREATE INDEX blob_print ON blob (print);

-- AUTOINCREMENT: the number of an abandoned intent is not given again.
CREATE TABLE revision (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    base INTEGER NOT NULL,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    author BLOB CHECK (length(author) = 16),
    via TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('intended', 'done'))
) STRICT;

CREATE INDEX revision_intended ON revision (number) WHERE state = 'intended';
CREATE INDEX revision_author ON revision (author) WHERE author IS NOT NULL;

-- No blob: the file is not there.
CREATE TABLE revision_file (
    revision INTEGER NOT NULL REFERENCES revision (number) ON DELETE CASCADE,
    path TEXT NOT NULL,
    before INTEGER REFERENCES blob (id),
    after INTEGER REFERENCES blob (id),
    PRIMARY KEY (revision, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX revision_file_path ON revision_file (path, revision);
CREATE INDEX revision_file_before ON revision_file (before);
CREATE INDEX revision_file_after ON revision_file (after);

CREATE TABLE revision_entry (
    revision INTEGER NOT NULL REFERENCES revision (number) ON DELETE CASCADE,
    entry TEXT NOT NULL,
    PRIMARY KEY (entry, revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX revision_entry_revision ON revision_entry (revision);

-- Every knowledge file as it was last written or seen.
CREATE TABLE known (
    path TEXT NOT NULL PRIMARY KEY,
    blob INTEGER NOT NULL REFERENCES blob (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX known_blob ON known (blob);

-- reach: the user id under the key of the pseudonyms, until the author knows what came of it.
CREATE TABLE suggestion (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    guild INTEGER,
    channel INTEGER,
    author BLOB NOT NULL CHECK (length(author) = 16),
    reach INTEGER,
    text TEXT NOT NULL,
    entry TEXT,
    state TEXT NOT NULL,
    word TEXT
) STRICT;

CREATE INDEX suggestion_open ON suggestion (id) WHERE state = 'open';
CREATE INDEX suggestion_author ON suggestion (author);
