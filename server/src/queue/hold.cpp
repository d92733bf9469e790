// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/hold.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

#include <string>

namespace rmirror::queue {

namespace {

constexpr db::Statement kHold = R"sql(
    INSERT INTO queue_holds AS known (user_id, target_name, until, is_trial)
    VALUES ($1, $2, now() + $3::integer * interval '1 second', $4)
    ON CONFLICT (user_id, target_name) DO UPDATE
    SET until = CASE WHEN known.until = 'infinity' THEN known.until
                     WHEN excluded.is_trial THEN excluded.until
                     ELSE greatest(known.until, excluded.until) END,
        is_trial = known.is_trial OR excluded.is_trial)sql";

constexpr db::Statement kHoldForGood = R"sql(
    INSERT INTO queue_holds (user_id, target_name, until, is_trial) VALUES ($1, $2, 'infinity', false)
    ON CONFLICT (user_id, target_name) DO UPDATE SET until = 'infinity', is_trial = false)sql";

constexpr db::Statement kRelease = R"sql(
    WITH gone AS (DELETE FROM queue_holds WHERE user_id = $1 AND target_name = $2 RETURNING user_id)
    SELECT tell('rmirror_queue', '') FROM gone)sql";

constexpr db::Statement kEndTrial = R"sql(
    WITH gone AS (DELETE FROM queue_holds WHERE user_id = $1 AND target_name = $2 AND is_trial RETURNING user_id)
    SELECT tell('rmirror_queue', '') FROM gone)sql";

constexpr db::Statement kFindHold = R"sql(
    SELECT until > now(), is_trial FROM queue_holds WHERE user_id = $1 AND target_name = $2 FOR UPDATE)sql";

constexpr db::Statement kTry = R"sql(
    UPDATE queue_holds SET until = now() + $3::integer * interval '1 second'
    WHERE user_id = $1 AND target_name = $2)sql";

}  // namespace

void hold(pqxx::work& work, UserId const& user_id, std::string_view target_name, std::chrono::seconds time,
          Then then)
{
    kHold.rows(work, user_id, std::string(target_name), static_cast<int>(time.count()), then == Then::one);
}

void hold_until_released(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    kHoldForGood.rows(work, user_id, std::string(target_name));
}

void release(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    kRelease.rows(work, user_id, std::string(target_name));
}

void end_trial(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    kEndTrial.rows(work, user_id, std::string(target_name));
}

bool may_begin(pqxx::work& work, UserId const& user_id, std::string_view target_name, int lease_seconds)
{
    std::string const target(target_name);
    auto const found = kFindHold.rows(work, user_id, target);
    if (found.empty())
        return true;
    if (found[0][0].as<bool>())
        return false;
    if (found[0][1].as<bool>())
        kTry.rows(work, user_id, target, lease_seconds);
    else
        kRelease.rows(work, user_id, target);
    return true;
}

}  // namespace rmirror::queue
