-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Search by meaning (docs/decisions/0108): vectors of passages, which an embeddings service makes.

-- What made vectors. Only those of one space can be compared.
CREATE TABLE meaning_spaces (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asked_model text NOT NULL CHECK (length(asked_model) <= 200),  -- RMIRROR_EMBEDDINGS_MODEL.
    model text NOT NULL CHECK (length(model) <= 200),  -- As the service calls it.
    dimensions integer NOT NULL CHECK (dimensions BETWEEN 1 AND 8192),
    begun_at timestamptz NOT NULL DEFAULT now(),  -- The last time that it took another one's place.
    UNIQUE (asked_model, model, dimensions)
);
GRANT SELECT, INSERT, UPDATE ON meaning_spaces TO rmirror_system;
GRANT SELECT ON meaning_spaces TO rmirror_tenant;
GRANT SELECT ON SEQUENCE meaning_spaces_id_seq TO rmirror_system;  -- For backups.

-- Whether this installation makes vectors, as its workers last reported. At most one row.
CREATE TABLE meaning_state (
    is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
    has_embedder boolean NOT NULL,
    complete_space integer,  -- No page lacks vectors of this space but those in the queue. NULL: unknown.
    said_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON meaning_state TO rmirror_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON meaning_state TO rmirror_system;

-- The vectors of a page, one for each passage of its text. A vector is the length of its 8-bit numbers (a little-endian
-- float of 4 bytes), followed by these, one byte each.
CREATE TABLE embedded_pages (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    space integer NOT NULL,  -- A row of meaning_spaces.
    is_stale boolean NOT NULL DEFAULT false,  -- The text changed while no vectors were made.
    hashes uuid[] NOT NULL,  -- Of the passages: the first 128 bits of the SHA-256 of their text.
    vectors bytea NOT NULL,
    PRIMARY KEY (user_id, page_id),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
ALTER TABLE embedded_pages ALTER vectors SET STORAGE EXTERNAL;  -- A part can be read without the rest.
SELECT guard_tenant_table('embedded_pages');

-- A bit for each number of a vector: whether it is above 0. A search compares these of all passages, so the rows are
-- narrow, and then the vectors of the nearest ones.
CREATE TABLE passages (
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),  -- Its place in the arrays of embedded_pages, from 0.
    space integer NOT NULL,
    is_live boolean NOT NULL,  -- Whether the page isn't deleted.
    signs bit varying NOT NULL,
    PRIMARY KEY (user_id, page_id, ordinal),
    FOREIGN KEY (user_id, page_id) REFERENCES embedded_pages ON DELETE CASCADE
);
SELECT guard_tenant_table('passages');

-- What a row of embedded_pages takes, with those of its passages (150_usage.sql).
CREATE FUNCTION bytes_of_vectors(hashes uuid[], vectors bytea) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 200 + 250 * cardinality(hashes) + octet_length(vectors)::bigint * 6 / 5
$$;
