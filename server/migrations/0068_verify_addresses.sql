-- SPDX-License-Identifier: AGPL-3.0-or-later
-- An address gets events only when its owner agreed (docs/decisions/0081-receivers-repeat-a-challenge.md). Those that
-- are set up already are asked with the next delivery.

ALTER TABLE integrations
    ADD COLUMN verified_address text CHECK (length(verified_address) <= 2000);  -- The last one whose owner agreed.

-- Clients show whether it is the one that is set.
DROP TRIGGER note_change ON integrations;
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE OF
    target_name, connection_id, is_enabled, settings, choice, first_synced_at, stopped_at, stopped_because, removing_at,
    verified_address
ON integrations FOR EACH ROW EXECUTE FUNCTION note_change();
