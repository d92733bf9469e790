// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/notion/token_refreshes.hpp"

#include <utility>

namespace rmirror::proxy::notion {

using rmirror::notion::Access;

namespace {

/// Room for all calls that an expired token fails at once, since only one of them refreshes it at Notion.
constexpr ThreadPool::Options kRoom{.threads = 4, .waiting = 1000, .of_owner = 200};

}  // namespace

TokenRefreshes::TokenRefreshes(Refresh refresh, Log& log)
    : refresh_(std::move(refresh)), log_(log), threads_(std::make_unique<ThreadPool>(kRoom))
{}

void TokenRefreshes::find(UserId const& user_id, Access const& stale, Then const& then)
{
    auto const task = [this, user_id, stale, then] {
        std::optional<Access> found;
        try {
            auto refreshed = refresh_(user_id, stale);
            if (auto* const access = std::get_if<Access>(&refreshed))
                found = std::move(*access);
        } catch (std::exception const& error) {
            log_.write(Level::error, "Notion token not refreshed", {{"error", error.what()}});
        }
        then(std::move(found));
    };
    {
        std::lock_guard const lock(mutex_);
        if (threads_ && threads_->run(user_id.text(), task))
            return;
    }
    then(std::nullopt);
}

void TokenRefreshes::close()
{
    std::unique_ptr<ThreadPool> ending;
    {
        std::lock_guard const lock(mutex_);
        ending = std::move(threads_);
    }
}

}  // namespace rmirror::proxy::notion
