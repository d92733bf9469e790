-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The only way to queue a mail, and the kinds of notices that are mailed.

-- Returns the mail's id; NULL if this installation can't send mail, or had one of this kind for the period already.
CREATE FUNCTION queue_mail(owner uuid, mail_kind text, mail_period text, address text, facts jsonb, urgency integer,
    due timestamptz)
RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    new_id CONSTANT uuid := uuid_v7();
    sender_domain text;
BEGIN
    SELECT domain INTO sender_domain FROM mail_state;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO mails (id, user_id, kind, period, message_id, recipient, details)
    VALUES (new_id, owner, mail_kind, mail_period, new_id || '@' || sender_domain, address, facts)
    ON CONFLICT (user_id, kind, period) DO NOTHING;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM enqueue(owner, 'mail', 'mail', new_id, 'create', NULL, urgency, 'manual', due);
    RETURN new_id;
END
$$;

-- All kinds of notifications. `gather`: for how long a mail waits for others of its kind, which it then takes along; NULL:
-- never mailed. Of security, users get more than the day's five mails.
CREATE FUNCTION notice_kinds()
RETURNS TABLE (kind text, topic text, is_security boolean, gather interval)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES ('quota_near_limit', 'quota', false, interval '1 minute'),
           ('quota_exhausted', 'quota', false, interval '1 minute'),
           ('quota_reset', 'quota', false, interval '1 minute'),
           ('connection_broken', 'delivery', false, interval '1 minute'),
           ('retries_exhausted', 'delivery', false, interval '10 minutes'),
           ('service_limit', 'delivery', false, interval '1 minute'),
           ('first_sync', 'delivery', false, interval '1 minute'),
           ('removal_held', 'delivery', false, interval '1 minute'),
           ('payment_failed', 'plan', false, interval '1 minute'),
           ('plan_ended', 'plan', false, interval '1 minute'),
           ('new_browser', 'security', true, interval '0'),
           ('new_device', 'security', true, interval '0'),
           ('device_signed_out', 'security', true, interval '0'),
           ('mail_undeliverable', 'security', true, NULL)
$$;

-- Whether notices of a topic are mailed to the user: to an address that is confirmed and takes mail.
CREATE FUNCTION takes_mail(owner uuid, about_topic text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM users WHERE id = owner AND status = 'active' AND email IS NOT NULL
                       AND email_confirmed_at IS NOT NULL AND email_failed_at IS NULL)
        AND coalesce((SELECT is_on FROM notice_choices
                      WHERE user_id = owner AND topic = about_topic AND channel = 'mail'), true);
END
$$;

-- Whether notices of a topic are sent to the user's webhook.
CREATE FUNCTION takes_webhook(owner uuid, about_topic text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM notice_webhooks WHERE user_id = owner AND stopped_at IS NULL)
        AND tier_of(owner) = 'enterprise'
        AND coalesce((SELECT is_on FROM notice_choices
                      WHERE user_id = owner AND topic = about_topic AND channel = 'webhook'), true);
END
$$;

-- Every new notification is mailed and sent to the webhook, in the transaction that adds it.
CREATE FUNCTION send_notice() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    rule record;
BEGIN
    SELECT topic, gather INTO rule FROM notice_kinds() AS known WHERE known.kind = NEW.kind;
    IF takes_webhook(NEW.user_id, rule.topic) THEN
        PERFORM enqueue(NEW.user_id, 'notice', 'notice', NEW.id, 'create', NULL, 5, 'manual', now());
    END IF;
    IF rule.gather IS NOT NULL AND takes_mail(NEW.user_id, rule.topic) THEN
        PERFORM queue_mail(NEW.user_id, NEW.kind, NEW.about, NULL, jsonb_build_object('notification_id', NEW.id), 5,
                           now() + rule.gather);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER send_notice AFTER INSERT ON notifications FOR EACH ROW EXECUTE FUNCTION send_notice();

-- For how long a mail of a notice still has to wait: for an hour after another one of its kind, and for a day after the
-- fifth before it, unless it is about security. Mails that were composed count. One user's mails are composed one after
-- the other.
CREATE FUNCTION wait_of_notice(owner uuid, mail uuid) RETURNS interval
LANGUAGE plpgsql STABLE AS $$
DECLARE
    about record;
    last_of_kind timestamptz;
    fifth timestamptz;
BEGIN
    SELECT mails.kind, is_security INTO STRICT about FROM mails JOIN notice_kinds() AS rule ON rule.kind = mails.kind
    WHERE user_id = owner AND id = mail;
    SELECT max(composed_at) INTO last_of_kind FROM mails
    WHERE user_id = owner AND mails.kind = about.kind AND id <> mail AND composed_at > now() - interval '1 hour';
    IF NOT about.is_security THEN
        SELECT composed_at INTO fifth FROM mails JOIN notice_kinds() AS rule ON rule.kind = mails.kind
        WHERE user_id = owner AND NOT is_security AND id <> mail AND composed_at > now() - interval '1 day'
        ORDER BY composed_at DESC OFFSET 4 LIMIT 1;
    END IF;
    RETURN greatest(interval '0', last_of_kind + interval '1 hour' - now(), fifth + interval '1 day' - now());
END
$$;

-- Fixes what a mail says of notices: of all of its kind that wait. Their own mails aren't needed then. Nothing if its
-- content was fixed before.
CREATE FUNCTION gather_notices(owner uuid, mail uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    chosen uuid[];
BEGIN
    WITH waiting AS (
        SELECT id FROM mails
        WHERE user_id = owner AND status = 'waiting'
            AND mails.kind = (SELECT own.kind FROM mails AS own
                              WHERE own.user_id = owner AND own.id = mail AND own.status = 'waiting')
        FOR UPDATE),
    ended AS (
        UPDATE mails SET status = CASE WHEN id = mail THEN 'waiting' ELSE 'dropped' END,
            ended_at = CASE WHEN id = mail THEN NULL ELSE now() END
        WHERE user_id = owner AND id IN (SELECT id FROM waiting)
        RETURNING (details ->> 'notification_id')::uuid AS notification_id)
    SELECT array_agg(notification_id) INTO chosen FROM ended;
    IF chosen IS NULL THEN
        RETURN;
    END IF;
    UPDATE mails SET details = jsonb_build_object('notices', coalesce((
        SELECT jsonb_agg(notifications.details ORDER BY notifications.id) FROM notifications
        WHERE notifications.user_id = owner AND notifications.id = ANY (chosen)), '[]'))
    WHERE user_id = owner AND id = mail AND status = 'waiting';
END
$$;
