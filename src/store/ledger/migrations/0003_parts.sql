-- What only differs a little from a later state of its file is kept as that: the first `head` and the last `tail` bytes
-- of `base` stand before and behind `bytes`. Without a base, `bytes` are all. The print is of the whole.
ALTER TABLE blob ADD COLUMN base INTEGER REFERENCES blob (id);
ALTER TABLE blob ADD COLUMN head INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN tail INTEGER NOT NULL DEFAULT 0;

CREATE INDEX blob_base ON blob (base) WHERE base IS NOT NULL;
