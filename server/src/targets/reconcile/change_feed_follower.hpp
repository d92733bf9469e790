// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows the change log for all integrations on its own thread: differences are queued within a second of a
// change. Several processes may run one on the same database; row locks make them take turns at an
// integration.
#pragma once

#include "base/threads/thread_failures.hpp"
#include "db/listener.hpp"
#include "db/pool.hpp"
#include "targets/reconcile/change_feed.hpp"

#include <condition_variable>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <string_view>
#include <thread>

namespace rmirror::targets {

class ChangeFeedFollower {
public:
    /// All must outlive this object.
    ChangeFeedFollower(Secret const& database, db::Pool& pool, std::span<Target const* const> targets);
    ChangeFeedFollower(ChangeFeedFollower const&) = delete;
    ChangeFeedFollower& operator=(ChangeFeedFollower const&) = delete;
    ~ChangeFeedFollower() = default;

private:
    void run(std::stop_token const& stop, ThreadHealth& health);
    enum class Wait { yes, no };
    std::set<IntegrationKey> newly_behind(std::stop_token const& stop, Wait wait);
    bool follow_once(IntegrationKey const& integration);

    Target const* find(std::string_view name) const;

    db::Pool& pool_;
    std::span<Target const* const> targets_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::set<UserId> users_;      // Users with changes since the last check.
    bool must_check_all_ = true;  // A notification may have been missed.
    db::Listener listener_;
    std::jthread thread_;  // Last, because it uses the members above.
};

}  // namespace rmirror::targets
