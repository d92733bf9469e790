-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Each lets one person create an account. They belong to nobody: who used one is no business of the next.

CREATE TABLE invitations (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    code_hash bytea NOT NULL UNIQUE CHECK (length(code_hash) = 32),  -- SHA-256
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO rmirror_system;
