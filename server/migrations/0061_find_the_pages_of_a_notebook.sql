-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Pages are looked up by their notebook and, because of row security, by their user. Where PostgreSQL last counted while
-- somebody else had nearly all pages, it takes any other user's for one or two, and read all of them for each notebook.
CREATE INDEX pages_notebook ON pages (user_id, notebook_id) WHERE deleted_at IS NULL;
