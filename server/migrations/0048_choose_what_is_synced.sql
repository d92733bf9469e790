-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a person keeps out of sync. Most have no row: all of their library is synced.
CREATE TABLE sync_selections (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    excluded_notebooks uuid[] NOT NULL CHECK (cardinality(excluded_notebooks) <= 5000),
    excluded_folders uuid[] NOT NULL CHECK (cardinality(excluded_folders) <= 5000),
    excluded_tags text[] NOT NULL CHECK (cardinality(excluded_tags) <= 500),
    newest_pages integer CHECK (newest_pages BETWEEN 1 AND 10000)  -- Of each notebook; NULL: all.
);
SELECT guard_tenant_table('sync_selections');
