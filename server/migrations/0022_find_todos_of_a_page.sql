-- SPDX-License-Identifier: AGPL-3.0-or-later
-- All who look for the todos of a page name its user as well. With both in the index, a plan that is made while there are
-- few rows doesn't take the index of a user's todos instead, which would read all of them for each page of a manifest.
DROP INDEX todos_page;
CREATE INDEX todos_page ON todos (page_id, user_id, source, ordinal);
