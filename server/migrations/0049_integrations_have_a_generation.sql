-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A delivery that began before a stop, or before a person connected the service again, says nothing of what came after.
-- The trials of a stop begin at 0 again each time; the
-- generation only grows.
ALTER TABLE integrations ADD COLUMN generation bigint NOT NULL DEFAULT 0;
