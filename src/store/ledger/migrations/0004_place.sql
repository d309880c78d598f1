-- Where the ledger lay, and whose files its history is of, when it was last used: one row, or none yet.
CREATE TABLE place (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    ledger TEXT NOT NULL,
    folder TEXT NOT NULL
) STRICT;
