// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/follower.hpp"

#include "base/thread.hpp"
#include "db/transaction.hpp"
#include "library/change_notice.hpp"
#include "targets/passes.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace rmirror::targets {

namespace {

/// Whoever writes, writes again soon: what comes meanwhile is compared together.
constexpr std::chrono::milliseconds kGather{100};
/// For what nobody told.
constexpr std::chrono::seconds kLookAtAll{5};

}  // namespace

Follower::Follower(Secret const& database, db::Pool& pool, std::span<Target const* const> targets)
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
                         looks_at_all_ = true;
                     }
                     changed_.notify_all();
                 },
                 [] {}}),
      thread_(start_thread("follower",
                           [this](std::stop_token const& stop, ThreadHealth& health) { run(stop, health); }))
{}

/// Who is behind since the last time, or, where something may have been missed, all who are. Waits for a
/// change, and then a little longer.
std::set<Follow> Follower::newly_behind(std::stop_token const& stop, Wait wait)
{
    std::set<UserId> users;
    bool looks_at_all = false;
    {
        std::unique_lock lock(mutex_);
        if (wait == Wait::yes) {
            auto const is_told = [this] { return looks_at_all_ || !users_.empty(); };
            if (changed_.wait_for(lock, stop, kLookAtAll, is_told))
                changed_.wait_for(lock, stop, kGather, [] { return false; });
            else
                looks_at_all_ = true;
        }
        looks_at_all = std::exchange(looks_at_all_, false);
        users = std::exchange(users_, {});
    }
    if (stop.stop_requested() || (users.empty() && !looks_at_all))
        return {};
    return db::as_system(pool_, [&](pqxx::work& work) {
        std::set<Follow> behind;
        if (looks_at_all)
            behind.merge(integrations_behind(work, std::nullopt));
        else
            for (auto const& user : users)
                behind.merge(integrations_behind(work, user));
        return behind;
    });
}

Target const* Follower::find(std::string_view name) const
{
    auto const found = std::find_if(targets_.begin(), targets_.end(),
                                    [name](Target const* each) { return each->name == name; });
    return found == targets_.end() ? nullptr : *found;
}

/// One piece of what changed and one of a pass, so that neither waits for the other. True when there is more.
bool Follower::follow_once(Follow const& integration)
{
    auto const* const target = find(integration.target_name);
    if (!target || target->way == Way::pulled)
        return false;
    bool const is_more = db::as_system(
        pool_, [&](pqxx::work& work) { return follow_piece(work, *target, integration.user_id); });
    bool const walks_on = db::as_system(
        pool_, [&](pqxx::work& work) { return walk_piece(work, *target, integration.user_id); });
    return is_more || walks_on;
}

/// Begins by looking at all: what was known of changes went with an exception.
void Follower::run(std::stop_token const& stop, ThreadHealth& health)
{
    {
        std::lock_guard const lock(mutex_);
        looks_at_all_ = true;
    }
    std::set<Follow> behind;
    std::exception_ptr failure;
    auto const is_over = [&](Follow const& each) {
        try {
            return stop.stop_requested() || !follow_once(each);
        } catch (std::exception const&) {
            // Of one integration, perhaps: all others go on first.
            failure = std::current_exception();
            return true;
        }
    };
    while (!stop.stop_requested()) {
        behind.merge(newly_behind(stop, behind.empty() ? Wait::yes : Wait::no));
        // A piece each, round and round: who is far behind delays nobody.
        std::erase_if(behind, is_over);
        if (failure && behind.empty())
            std::rethrow_exception(failure);
        if (!failure)
            health.works();
    }
}

}  // namespace rmirror::targets
