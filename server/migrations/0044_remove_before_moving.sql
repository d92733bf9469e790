-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Where notes are to go elsewhere, what was made so far can be removed first.

ALTER TABLE integrations
    ADD COLUMN next_settings jsonb,  -- From when that is removed; NULL: the integration is removed then.
    ADD CHECK (next_settings IS NULL OR removing_at IS NOT NULL);
