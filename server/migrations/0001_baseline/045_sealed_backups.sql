-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Backups of people's raw files, encrypted where the files are (docs/decisions/0100). The server never has a key: what
-- it stores are sizes, times and sealed bytes. Called sealed, because a backup of this database is something else
-- (docs/decisions/0084).

-- The key of a user's backups, wrapped under a passphrase that only the user knows.
CREATE TABLE sealed_keys (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    key_id uuid NOT NULL,  -- The client's. Another key can't open what this one sealed.
    revision integer NOT NULL CHECK (revision > 0),  -- Of the wrapping: two clients can't replace the same one.
    record text NOT NULL CHECK (length(record) BETWEEN 1 AND 4000),
    changed_at timestamptz NOT NULL DEFAULT now()
);
SELECT guard_tenant_table('sealed_keys');

-- Pieces of backups. One that no backup uses goes a day after a client last wanted it.
CREATE TABLE sealed_chunks (
    id uuid NOT NULL,  -- That of the upload.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL CHECK (name ~ '^[0-9a-f]{64}$'),  -- A keyed hash of what is sealed in it.
    blob_id uuid NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    is_used boolean NOT NULL DEFAULT false,
    wanted_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, id),
    FOREIGN KEY (user_id, blob_id) REFERENCES blobs
);
CREATE INDEX sealed_chunks_blob ON sealed_chunks (user_id, blob_id);
CREATE INDEX sealed_chunks_unused ON sealed_chunks (wanted_at) WHERE NOT is_used;
ALTER TABLE sealed_chunks ADD PRIMARY KEY (user_id, name);
SELECT guard_tenant_table('sealed_chunks');

CREATE TABLE sealed_backups (
    id uuid NOT NULL,  -- The client's, because what is sealed names it.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    key_id uuid NOT NULL,
    sealed text NOT NULL CHECK (length(sealed) BETWEEN 1 AND 20000),  -- What opens the rest, in Base64.
    chunks uuid[] NOT NULL CHECK (cardinality(chunks) BETWEEN 1 AND 50000),  -- Of sealed_chunks, each once.
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),  -- Of its chunks, also where other backups use them too.
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id) REFERENCES sealed_keys
);
SELECT guard_tenant_table('sealed_backups');

-- Chunks on their way, as uploads are (040_images.sql).
CREATE TABLE sealed_uploads (
    id uuid NOT NULL,  -- That of the row in pending_blobs.
    user_id uuid NOT NULL,
    name text NOT NULL CHECK (name ~ '^[0-9a-f]{64}$'),
    expires_at timestamptz NOT NULL,  -- The address.
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, id) REFERENCES pending_blobs ON DELETE CASCADE
);
SELECT guard_tenant_table('sealed_uploads');

-- What rows take, as those of 150_usage.sql.
CREATE FUNCTION bytes_of_sealed_chunk() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 550::bigint
$$;

CREATE FUNCTION bytes_of_sealed_backup(sealed text, chunks uuid[]) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 250 + octet_length(sealed) + 16 * cardinality(chunks)::bigint
$$;
