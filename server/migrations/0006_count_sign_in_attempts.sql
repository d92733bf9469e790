-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Attempts to sign in are counted for an address, not for an account: addresses without one must be locked alike,
-- or the lock would tell which have one. And who comes in by an identity need not have an address at all.

ALTER TABLE users DROP COLUMN failed_logins, DROP COLUMN locked_until, ALTER COLUMN email DROP NOT NULL;

CREATE TABLE sign_in_attempts (
    email_hash bytea PRIMARY KEY CHECK (length(email_hash) = 32),  -- SHA-256 of the address in lower case.
    attempts integer NOT NULL DEFAULT 1 CHECK (attempts > 0),
    locked_until timestamptz,
    last_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_attempts_age ON sign_in_attempts (last_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO rmirror_system;
