-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What of a target is still to be done for somebody, for those who count it.

CREATE FUNCTION waiting_items(owner uuid, target text)
RETURNS TABLE (item_type text, item_key uuid, group_key uuid, operation text) LANGUAGE sql STABLE AS $$
    SELECT item_type, item_key, group_key, operation FROM sync_queue
    WHERE user_id = owner AND target_name = target AND status IN ('pending', 'processing', 'retry')
$$;
