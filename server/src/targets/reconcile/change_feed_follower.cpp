// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/reconcile/change_feed_follower.hpp"

#include "base/threads/thread.hpp"
#include "db/transaction.hpp"
#include "library/changes/change_notice.hpp"
#include "targets/reconcile/full_scan.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <map>
#include <utility>

namespace rmirror::targets {

namespace {

/// Debounce: a user who writes usually writes again soon, and changes within this time are compared together.
constexpr std::chrono::milliseconds kDebounce{100};
/// Polling interval, in case a notification was lost.
constexpr std::chrono::seconds kCheckAllInterval{5};
/// Until an integration whose piece failed is tried again.
constexpr std::chrono::seconds kRetry{5};

using Clock = std::chrono::steady_clock;

}  // namespace

ChangeFeedFollower::ChangeFeedFollower(Secret const& database, db::Pool& pool,
                                       std::span<Target const* const> targets)
    : pool_(pool),
      targets_(targets),
      listener_(database, library::kChangesChannel,
                {[this](std::string const& payload) {
                     auto const notice = library::read_change_notice(payload);
                     if (notice.is_about_access)
                         return;
                     {
                         std::lock_guard const lock(mutex_);
                         users_.insert(notice.user_id);
                     }
                     changed_.notify_all();
                 },
                 [this] {
                     {
                         std::lock_guard const lock(mutex_);
                         must_check_all_ = true;
                     }
                     changed_.notify_all();
                 },
                 [] {}}),
      thread_(start_thread("follower",
                           [this](std::stop_token const& stop, ThreadHealth& health) { run(stop, health); }))
{}

/// Waits for a notification and the debounce time, then returns the integrations that fell behind since the
/// last call, or all that are behind if a notification may have been missed.
std::set<IntegrationKey> ChangeFeedFollower::newly_behind(std::stop_token const& stop, Wait wait)
{
    std::set<UserId> users;
    bool must_check_all = false;
    {
        std::unique_lock lock(mutex_);
        if (wait == Wait::yes) {
            auto const is_notified = [this] { return must_check_all_ || !users_.empty(); };
            if (changed_.wait_for(lock, stop, kCheckAllInterval, is_notified))
                changed_.wait_for(lock, stop, kDebounce, [] { return false; });
            else
                must_check_all_ = true;
        }
        must_check_all = std::exchange(must_check_all_, false);
        users = std::exchange(users_, {});
    }
    if (stop.stop_requested() || (users.empty() && !must_check_all))
        return {};
    return db::as_system(pool_, [&](pqxx::work& work) {
        std::set<IntegrationKey> behind;
        if (must_check_all)
            behind.merge(integrations_behind(work, std::nullopt));
        else
            for (auto const& user : users)
                behind.merge(integrations_behind(work, user));
        return behind;
    });
}

Target const* ChangeFeedFollower::find(std::string_view name) const
{
    auto const found = std::find_if(targets_.begin(), targets_.end(),
                                    [name](Target const* each) { return each->name == name; });
    return found == targets_.end() ? nullptr : *found;
}

/// Processes one piece of the change log and one of a scan, so that neither delays the other. Returns true if
/// there is more.
bool ChangeFeedFollower::follow_once(IntegrationKey const& integration)
{
    auto const* const target = find(integration.target_name);
    if (!target || target->way == DeliveryMode::pulled)
        return false;
    bool const is_more = db::as_system(
        pool_, [&](pqxx::work& work) { return read_change_feed_piece(work, *target, integration.user_id); });
    bool const walks_on = db::as_system(
        pool_, [&](pqxx::work& work) { return scan_piece(work, *target, integration.user_id); });
    return is_more || walks_on;
}

/// Starts with all integrations, because an exception in an earlier run lost the pending notifications.
void ChangeFeedFollower::run(std::stop_token const& stop, ThreadHealth& health)
{
    {
        std::lock_guard const lock(mutex_);
        must_check_all_ = true;
    }
    std::set<IntegrationKey> behind;
    std::map<IntegrationKey, Clock::time_point> failing;  // With the time of the next try.
    auto const is_over = [&](IntegrationKey const& each) {
        try {
            auto const is_done = stop.stop_requested() || !follow_once(each);
            failing.erase(each);
            return is_done;
        } catch (std::exception const& error) {
            // It may concern this integration only, so the others go on.
            health.failed(error.what());
            failing.insert_or_assign(each, Clock::now() + kRetry);
            return true;
        }
    };
    while (!stop.stop_requested()) {
        behind.merge(newly_behind(stop, behind.empty() ? Wait::yes : Wait::no));
        for (auto const& [each, next_try] : failing)
            if (next_try <= Clock::now())
                behind.insert(each);
            else
                behind.erase(each);
        // Round robin, one piece each: an integration that is far behind doesn't delay the others.
        std::erase_if(behind, is_over);
        if (failing.empty())
            health.works();
    }
}

}  // namespace rmirror::targets
