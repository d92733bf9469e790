-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Whoever waits for changes when their session or device is signed out is answered at once, and refused when they ask
-- again. The notice goes to all who wait of that user; it says that nothing changed.
CREATE FUNCTION tell_ended_access() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rmirror_changes', NEW.user_id || ' access');
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_ended_access AFTER UPDATE OF revoked_at ON sessions FOR EACH ROW
WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION tell_ended_access();
CREATE TRIGGER tell_ended_access AFTER UPDATE OF revoked_at ON agent_tokens FOR EACH ROW
WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION tell_ended_access();
