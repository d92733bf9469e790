-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Pages at a service that somebody wants at hand where pages are chosen.
CREATE TABLE favourite_pages (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    connection_id uuid NOT NULL,
    page_id uuid NOT NULL,  -- The service's.
    -- As it was last seen, so that the page is shown without asking for it.
    title text NOT NULL CHECK (length(title) <= 2000),
    url text NOT NULL CHECK (length(url) <= 2000),
    icon text NOT NULL CHECK (length(icon) <= 50),
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (user_id, connection_id) REFERENCES connections (user_id, id) ON DELETE CASCADE,
    UNIQUE (user_id, connection_id, page_id)
);
SELECT guard_tenant_table('favourite_pages');
