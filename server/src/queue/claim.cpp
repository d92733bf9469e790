// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/claim.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "queue/hold.hpp"

#include <pqxx/result>

#include <map>
#include <utility>

namespace rmirror::queue {

namespace {

// The next user with a due item. Uses the index sync_queue_turns, so its cost doesn't depend on how many
// items a user has.
constexpr db::Statement kFindNextUser = R"sql(
    SELECT user_id FROM sync_queue
    WHERE target_name = $1 AND status IN ('pending', 'retry') AND run_after <= now() AND user_id > $2
        AND NOT ($3 AND status = 'pending' AND trigger_source = 'scheduled')
    ORDER BY user_id LIMIT 1)sql";

// Serialises claims for one user: two workers counting the user's items concurrently would both find room.
// Two-argument advisory locks can't collide with the library's, which have one argument.
constexpr db::Statement kLockUser = "SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))";

// All items leased to workers are few, and the index sync_queue_leases finds them. MATERIALIZED keeps
// PostgreSQL from scanning the user's waiting items instead, which can be many. Items leased without an end
// are processed elsewhere and have no group. Also makes the id of the next lease.
constexpr db::Statement kListUnderWay = R"sql(
    WITH under_way AS MATERIALIZED (
        SELECT target_name, user_id, group_key FROM sync_queue
        WHERE status = 'processing' AND leased_until < 'infinity')
    SELECT count(*) AS items, count(group_key) > 0 AS has_groups,
        coalesce(array_agg(DISTINCT group_key) FILTER (WHERE group_key IS NOT NULL), '{}') AS groups,
        gen_random_uuid() AS lease_id
    FROM under_way WHERE target_name = $1 AND user_id = $2)sql";

// SKIP LOCKED lets several workers claim concurrently without waiting for each other. Only the first $6 items
// are considered, because a user may have queued a hundred thousand items of a busy group. The lease's id is
// a parameter, because Citus splits a statement that generates one, and then can't lock the rows.
constexpr db::Statement kClaim = R"sql(
    WITH first_ones AS (
        SELECT id, group_key, priority, run_after FROM sync_queue
        WHERE target_name = $1 AND user_id = $2 AND status IN ('pending', 'retry') AND run_after <= now()
            AND NOT ($3 AND status = 'pending' AND trigger_source = 'scheduled')
        ORDER BY priority, run_after, id
        LIMIT $6)
    UPDATE sync_queue AS item
    SET status = 'processing', attempts = attempts + 1, started_at = now(), is_outdated = false,
        lease_id = $7, leased_until = now() + $4::integer * interval '1 second'
    WHERE item.user_id = $2 AND item.id = (
        SELECT id FROM sync_queue
        WHERE user_id = $2
            AND id IN (SELECT id FROM first_ones
                       WHERE group_key IS NULL OR group_key <> ALL ($5::uuid[])
                       ORDER BY priority, run_after, id LIMIT 20)
            AND status IN ('pending', 'retry')
        ORDER BY priority, run_after, id
        LIMIT 1
        FOR UPDATE SKIP LOCKED)
    RETURNING item.id, item.user_id, item.target_name, item.item_type, item.item_key, item.operation,
        item.content_hash, item.lease_id, item.attempts, item.is_outdated, item.error_class, item.group_key)sql";

constexpr db::Statement kClaimThese = R"sql(
    UPDATE sync_queue AS item
    SET status = 'processing', attempts = attempts + 1, started_at = now(), is_outdated = false,
        lease_id = free.lease_id, leased_until = now() + $3::integer * interval '1 second'
    FROM (SELECT id, gen_random_uuid() AS lease_id FROM sync_queue
          WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND status IN ('pending', 'retry') AND run_after <= now()
          FOR UPDATE SKIP LOCKED) AS free
    WHERE item.user_id = $1 AND item.id = free.id
    RETURNING item.id, item.user_id, item.target_name, item.item_type, item.item_key, item.operation,
        item.content_hash, item.lease_id, item.attempts, item.is_outdated, item.error_class, item.group_key)sql";

/// How many of a user's first items to consider while groups are busy, and otherwise.
constexpr int kLookedAt = 1000;
constexpr int kLookedAtWithoutGroups = 20;

/// The result of one step: the next user with a due item, and the item claimed for it, if any may begin.
struct ClaimStep {
    std::optional<UserId> user;
    std::optional<Item> item;
};

class Claim {
public:
    Claim(db::Pool& pool, Job const& job, std::chrono::seconds lease, HasRoom const& has_room)
        : pool_(pool),
          has_room_(has_room),
          target_(job.target()),
          max_at_once_(job.max_at_once()),
          leaves_scheduled_to_maintenance_(job.leaves_scheduled_to_maintenance()),
          seconds_(static_cast<int>(lease.count()))
    {}

    /// Runs in a transaction of its own, so that no worker holds the locks of two users.
    ClaimStep claim_next(UserId const& last_user) const
    {
        return db::as_system(pool_, [&](pqxx::work& work) -> ClaimStep {
            auto const next = next_user(work, last_user);
            if (!next)
                return {};
            auto const& user = *next;
            if (max_at_once_)
                kLockUser.rows(work, target_, user);
            auto const busy = kListUnderWay.row(work, target_, user);
            bool const is_below = !max_at_once_ || busy["items"].as<std::size_t>() < *max_at_once_;
            if (!is_below || !may_begin(work, user, target_, seconds_))
                return {user, std::nullopt};
            // Items of a group that a worker is processing aren't given to another worker.
            auto const rows = kClaim.rows(work, target_, user, leaves_scheduled_to_maintenance_, seconds_,
                                          busy["groups"].as<std::string>(),
                                          busy["has_groups"].as<bool>() ? kLookedAt : kLookedAtWithoutGroups,
                                          busy["lease_id"].as<std::string>());
            return {user, rows.empty() ? std::nullopt : std::optional(item_of(rows[0]))};
        });
    }

private:
    std::optional<UserId> next_user(pqxx::work& work, UserId last_user) const
    {
        while (true) {
            auto const next = kFindNextUser.rows(work, target_, last_user, leaves_scheduled_to_maintenance_);
            if (next.empty())
                return std::nullopt;
            last_user = next[0][0].as<UserId>();
            if (!has_room_ || has_room_(last_user))
                return last_user;
        }
    }

    db::Pool& pool_;
    HasRoom const& has_room_;
    std::string target_;
    std::optional<std::size_t> max_at_once_;
    bool leaves_scheduled_to_maintenance_;
    int seconds_;
};

}  // namespace

std::optional<Item> claim(db::Pool& pool, Job& job, RoundRobinCursor& cursor, std::chrono::seconds lease,
                          HasRoom const& has_room)
{
    if (!job.may_begin())
        return std::nullopt;
    Claim const claim(pool, job, lease, has_room);
    auto const begin = cursor.last_user;
    bool const begins_with_first = begin == RoundRobinCursor().last_user;
    bool has_wrapped = false;
    while (true) {
        auto step = claim.claim_next(cursor.last_user);
        bool const is_round_over =
            step.user ? has_wrapped && *step.user > begin : has_wrapped || begins_with_first;
        cursor = step.user ? RoundRobinCursor{*step.user} : RoundRobinCursor{};
        if (step.item || is_round_over)
            return std::move(step.item);
        has_wrapped = has_wrapped || !step.user;
    }
}

std::vector<Item> claim_these(db::Pool& pool, std::vector<ItemRef> const& wanted, std::chrono::seconds lease)
{
    std::map<UserId, ArrayText> ids;
    for (auto const& item : wanted)
        ids[item.user_id].add(item.id);
    auto const seconds = static_cast<int>(lease.count());
    return db::as_system(pool, [&](pqxx::work& work) {
        std::vector<Item> claimed;
        for (auto const& [user_id, of_user] : ids)
            for (auto& item : items_of(kClaimThese.rows(work, user_id, of_user.str(), seconds)))
                claimed.push_back(std::move(item));
        return claimed;
    });
}

std::vector<Item> claim_these(db::Pool& pool, UserId const& user_id, std::vector<ItemId> const& ids,
                              std::chrono::seconds lease)
{
    std::vector<ItemRef> wanted;
    wanted.reserve(ids.size());
    for (auto const& id : ids)
        wanted.push_back({user_id, id});
    return claim_these(pool, wanted, lease);
}

}  // namespace rmirror::queue
