-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What dashboards send about themselves (docs/decisions/0098): how often a screen was opened and how long that took, and
-- which kinds of errors occurred. Only sums per day: no row is about a user. The server accepts the names of its own
-- lists only (server/src/telemetry), which bounds the number of rows, and removes them after 90 days.
CREATE TABLE telemetry_days (
    day date NOT NULL,
    route text NOT NULL CHECK (length(route) BETWEEN 1 AND 100),  -- The pattern, such as /notebooks/:uuid.
    what text NOT NULL CHECK (length(what) BETWEEN 1 AND 40),     -- How long it took to load, or the kind of error.
    -- From people without an account, who asked for it. Apart, because anybody can send anything as a guest.
    is_guest boolean NOT NULL,
    count bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (day, route, what, is_guest)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON telemetry_days TO rmirror_system;
