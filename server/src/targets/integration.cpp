// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integration.hpp"

#include "connections/connections.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "queue/end.hpp"
#include "queue/enqueue.hpp"
#include "queue/hold.hpp"

#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <algorithm>

namespace rmirror::targets {

namespace {

/// The pause of a stopped integration before its first trial item.
constexpr std::chrono::seconds kFirstTrialPause{60};

constexpr db::Statement kLock = R"sql(
    SELECT id, is_enabled, stopped_at IS NOT NULL, settings, connection_id, failures_running, trials, generation,
           coalesce(verified_address, ''), coalesce(templates, '{}')
    FROM integrations WHERE user_id = $1 AND target_name = $2
    FOR NO KEY UPDATE)sql";

constexpr db::Statement kNoteSuccess = R"sql(
    UPDATE integrations
    SET failures_running = 0, trials = 0, stopped_at = NULL, stopped_class = NULL, stopped_because = NULL,
        first_synced_at = coalesce(first_synced_at, (SELECT now()))
    WHERE user_id = $1 AND id = $2 AND (generation = $3 OR stopped_at IS NULL)
        AND (failures_running > 0 OR stopped_at IS NOT NULL OR first_synced_at IS NULL)
    RETURNING first_synced_at = (SELECT now()))sql";

constexpr db::Statement kNoteAnswer = R"sql(
    UPDATE integrations
    SET failures_running = 0, trials = 0, stopped_at = NULL, stopped_class = NULL, stopped_because = NULL
    WHERE user_id = $1 AND id = $2 AND generation = $3 AND (failures_running > 0 OR stopped_at IS NOT NULL))sql";

// The address may have changed since: then nothing is recorded.
constexpr db::Statement kNoteVerified = R"sql(
    UPDATE integrations SET verified_address = $4
    WHERE user_id = $1 AND target_name = $2 AND settings ->> $3 = $4)sql";

constexpr db::Statement kForgetStop = R"sql(
    UPDATE integrations
    SET failures_running = 0, trials = 0, generation = generation + 1,
        stopped_at = NULL, stopped_class = NULL, stopped_because = NULL
    WHERE user_id = $1 AND target_name = $2)sql";

constexpr db::Statement kNotifyFirst = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    SELECT user_id, 'first_sync', id::text, jsonb_build_object('target_name', target_name)
    FROM integrations WHERE user_id = $1 AND id = $2
    ON CONFLICT DO NOTHING)sql";

// Compares with $3, so that a failed call counts once, however many items it had.
constexpr db::Statement kNoteFailure = R"sql(
    UPDATE integrations SET failures_running = failures_running + 1
    WHERE user_id = $1 AND id = $2 AND failures_running = $3)sql";

constexpr db::Statement kStop = R"sql(
    UPDATE integrations
    SET stopped_at = coalesce(stopped_at, (SELECT now())), stopped_class = $4, stopped_because = left($5, 1000),
        trials = trials + 1, generation = generation + 1
    WHERE user_id = $1 AND id = $2 AND generation = $3
    RETURNING stopped_at = (SELECT now()))sql";

constexpr db::Statement kNotifyStopped = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    SELECT user_id, 'connection_broken', id || ' ' || stopped_at,
           jsonb_build_object('target_name', target_name, 'error_class', stopped_class,
                              'error_message', stopped_because)
    FROM integrations WHERE user_id = $1 AND id = $2
    ON CONFLICT DO NOTHING)sql";

constexpr db::Statement kNotifyLimit = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES ($1, 'service_limit', $2::text || ' ' || current_date,
            jsonb_build_object('target_name', $2::text, 'until', now() + $3::bigint * interval '1 second',
                               'error_message', left($4::text, 1000)))
    ON CONFLICT DO NOTHING)sql";

constexpr db::Statement kForget = R"sql(
    WITH gone AS (DELETE FROM integrations WHERE user_id = $1 AND target_name = $2)
    UPDATE sync_records SET deleted_at = now(), content_hash = NULL, external_id = NULL, metadata = '{}'
    WHERE user_id = $1 AND target_name = $2 AND deleted_at IS NULL)sql";

constexpr db::Statement kForgetRecords = R"sql(
    UPDATE sync_records SET deleted_at = now(), content_hash = NULL, external_id = NULL, metadata = '{}'
    WHERE user_id = (SELECT $1::uuid) AND id IN (
        SELECT id FROM sync_records
        WHERE user_id = $1 AND target_name = $2 AND deleted_at IS NULL ORDER BY id LIMIT $3))sql";

constexpr std::size_t kMaxForgotten = 2000;

/// Hold the user's other items too if the service asked to wait at least this long.
constexpr std::chrono::seconds kWorthHolding{5};
/// Notify the user if it asked for this long.
constexpr std::chrono::minutes kWorthTelling{10};

constexpr db::Statement kBeginForgetting = R"sql(
    UPDATE integrations
    SET removing_at = now(), keeps_made = true, is_enabled = false, next_settings = NULL, connection_id = NULL,
        key_hash = NULL
    WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kBeginElsewhere = R"sql(
    WITH moved AS (
        UPDATE integrations
        SET settings = next_settings, next_settings = NULL, removing_at = NULL, first_synced_at = NULL,
            backfill_stopped_at = NULL, look_due_at = now(), looked_to = NULL, updated_at = now()
        WHERE user_id = $1 AND target_name = $2 AND next_settings IS NOT NULL
        RETURNING id),
    forgotten AS (
        UPDATE sync_records SET deleted_at = now(), content_hash = NULL, external_id = NULL, metadata = '{}'
        WHERE user_id = $1 AND target_name = $2 AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM moved))
    SELECT id FROM moved)sql";

void remove_own_code(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    connections::Account const account{.provider = kOwnCodeProvider, .workspace_id = target_name};
    if (auto const id = connections::find(work, user_id, account))
        connections::remove(work, user_id, *id);
}

}  // namespace

std::optional<Integration> lock_integration(pqxx::work& work, UserId const& user_id,
                                            std::string_view target_name)
{
    auto const rows = kLock.rows(work, user_id, std::string(target_name));
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    Integration integration;
    integration.id = row[0].as<IntegrationId>();
    integration.user_id = user_id;
    integration.target_name = target_name;
    integration.is_enabled = row[1].as<bool>();
    integration.is_stopped = row[2].as<bool>();
    integration.settings = boost::json::parse(row[3].as<std::string>()).as_object();
    integration.connection_id = row[4].as<std::optional<ConnectionId>>();
    integration.failures_running = row[5].as<int>();
    integration.trials = row[6].as<int>();
    integration.generation = row[7].as<std::int64_t>();
    integration.verified = row[8].as<std::string>();
    integration.templates = boost::json::parse(row[9].as<std::string>()).as_object();
    return integration;
}

void note_success(pqxx::work& work, Integration const& integration)
{
    // Usually there is nothing to record, and then no trial to end either, since only stopped integrations
    // have trials.
    auto const rows = kNoteSuccess.rows(work, integration.user_id, integration.id, integration.generation);
    if (rows.empty())
        return;
    if (rows[0][0].as<bool>())
        kNotifyFirst.rows(work, integration.user_id, integration.id);
    queue::end_trial(work, integration.user_id, integration.target_name);
}

void note_answer(pqxx::work& work, Integration const& integration)
{
    if (kNoteAnswer.rows(work, integration.user_id, integration.id, integration.generation).affected_rows() >
        0)
        queue::end_trial(work, integration.user_id, integration.target_name);
}

void note_verified(pqxx::work& work, UserId const& user_id, Target const& target, std::string const& value)
{
    kNoteVerified.rows(work, user_id, std::string(target.name), std::string(target.verifies), value);
}

void note_failure(pqxx::work& work, Integration const& integration)
{
    kNoteFailure.rows(work, integration.user_id, integration.id, integration.failures_running);
}

void stop(pqxx::work& work, Integration const& integration, queue::Outcome const& outcome)
{
    auto const rows = kStop.rows(work, integration.user_id, integration.id, integration.generation,
                                 std::string(to_string(outcome.error)), outcome.message);
    if (rows.empty())
        return;
    queue::hold(work, integration.user_id, integration.target_name,
                queue::backoff(integration.trials + 1, kFirstTrialPause), queue::Then::one);
    if (rows[0][0].as<bool>())
        kNotifyStopped.rows(work, integration.user_id, integration.id);
}

std::function<void(pqxx::work&)> note_of_limit(Integration const& integration, queue::Outcome const& outcome)
{
    using Kind = queue::Outcome::Kind;
    auto const notify = [integration, message = outcome.message](pqxx::work& work,
                                                                 std::optional<std::int64_t> seconds) {
        kNotifyLimit.rows(work, integration.user_id, integration.target_name, seconds, message);
    };
    if (outcome.kind == Kind::retry && outcome.error == queue::ErrorClass::quota_exceeded)
        return [notify](pqxx::work& work) { notify(work, std::nullopt); };
    if (outcome.kind != Kind::later || outcome.after < kWorthHolding)
        return {};
    return [integration, notify, after = outcome.after](pqxx::work& work) {
        queue::hold(work, integration.user_id, integration.target_name, after, queue::Then::all);
        if (after >= kWorthTelling)
            notify(work, after.count());
    };
}

void restart_integration(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    kForgetStop.rows(work, user_id, std::string(target_name));
    queue::release(work, user_id, target_name);
}

std::optional<IntegrationId> apply_next_settings(pqxx::work& work, UserId const& user_id,
                                                 std::string_view target_name)
{
    lock_integration(work, user_id, target_name);
    auto const rows = kBeginElsewhere.rows(work, user_id, std::string(target_name));
    if (rows.empty())
        return std::nullopt;
    queue::forget_target(work, user_id, target_name);
    return rows[0][0].as<IntegrationId>();
}

bool forget_records(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    return static_cast<std::size_t>(
               kForgetRecords.rows(work, user_id, std::string(target_name), kMaxForgotten).affected_rows()) ==
           kMaxForgotten;
}

void begin_disconnect(pqxx::work& work, Integration const& integration)
{
    auto const& user_id = integration.user_id;
    if (!forget_records(work, user_id, integration.target_name))
        return delete_integration(work, user_id, integration.target_name);
    queue::hold_until_released(work, user_id, integration.target_name);
    kBeginForgetting.rows(work, user_id, integration.id);
    if (integration.connection_id)
        connections::remove(work, user_id, *integration.connection_id);
    remove_own_code(work, user_id, integration.target_name);
}

void delete_integration(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    auto const integration = lock_integration(work, user_id, target_name);
    queue::forget_target(work, user_id, target_name);
    kForget.rows(work, user_id, std::string(target_name));
    if (integration && integration->connection_id)
        connections::remove(work, user_id, *integration->connection_id);
    remove_own_code(work, user_id, target_name);
}

}  // namespace rmirror::targets
