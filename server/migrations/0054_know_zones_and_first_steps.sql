-- SPDX-License-Identifier: AGPL-3.0-or-later
-- In which time zone somebody lives, and whether the first steps are still shown to them.

ALTER TABLE users
    ADD COLUMN time_zone text CHECK (length(time_zone) <= 100),  -- As PostgreSQL names it. NULL: the browser's.
    ADD COLUMN first_steps_ended_at timestamptz;  -- All were taken, or its owner dismissed them.

-- What the server has seen of the steps that lead from an account to notes in another service.
CREATE FUNCTION first_steps_json(owner uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'signed_up', true,
        'sent', EXISTS (SELECT FROM notebooks WHERE user_id = owner)
                OR EXISTS (SELECT FROM agent_tokens WHERE user_id = owner AND last_used_at IS NOT NULL),
        'transcribed', EXISTS (SELECT FROM pages WHERE user_id = owner AND ocr_status = 'completed'),
        'connected', EXISTS (SELECT FROM integrations WHERE user_id = owner),
        'delivered', EXISTS (SELECT FROM sync_records WHERE user_id = owner AND status = 'success'))
$$;
