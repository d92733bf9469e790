-- SPDX-License-Identifier: AGPL-3.0-or-later
-- When a page was written, for its to-dos in targets and in the list alike.

-- The date at the head of its text, as it stands there: "5. März 2026" of "**Date: 5. März 2026**". NULL without one.
CREATE FUNCTION date_on(page pages) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT substring(text_of(page) FROM '(?n)^[[:blank:]]*\*\*Date:[[:blank:]]*([^*]{1,100})\*\*')
$$;
