-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What people change at a service, such as a todo that they tick there, is looked for every few minutes, and sooner
-- where the service says that something changed.

ALTER TABLE integrations
    ADD COLUMN look_due_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN looking_until timestamptz,  -- By one worker; should it be killed, another looks then.
    ADD COLUMN looked_at timestamptz,      -- When a look began.
    ADD COLUMN looked_to timestamptz;      -- By the service's clock: what was changed before has been seen.
CREATE INDEX integrations_look ON integrations (target_name, look_due_at);
