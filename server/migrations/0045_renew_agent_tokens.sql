-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A device that is in use renews its token, and tells how it is.

ALTER TABLE agent_tokens
    ADD COLUMN previous_jti uuid UNIQUE,  -- Of the token before the last renewal.
    ADD COLUMN previous_until timestamptz,  -- Until then that one is good as well.
    ADD CHECK ((previous_jti IS NULL) = (previous_until IS NULL)),
    ADD CHECK (previous_jti <> jti);

-- What the device said of itself last.
ALTER TABLE agent_tokens
    ADD COLUMN version text CHECK (length(version) BETWEEN 1 AND 50),
    ADD COLUMN platform text CHECK (length(platform) BETWEEN 1 AND 100),
    ADD COLUMN sources text[] CHECK (cardinality(sources) <= 10),
    ADD COLUMN last_sync_at timestamptz,
    ADD COLUMN problem text CHECK (length(problem) BETWEEN 1 AND 300),
    ADD COLUMN reported_at timestamptz,  -- NULL: it said nothing yet.
    ADD CHECK (num_nonnulls(version, platform, sources, reported_at) IN (0, 4)),
    ADD CHECK (reported_at IS NOT NULL OR num_nonnulls(last_sync_at, problem) = 0);
