// SPDX-License-Identifier: AGPL-3.0-or-later
// A clock that only a test moves on.
#pragma once

#include "upstream/client/alarm.hpp"
#include "wire/test_server.hpp"

#include <map>

namespace rmirror::upstream::test {

class HandClock final : public Alarm {
public:
    Time now() const override
    {
        std::lock_guard const lock(mutex_);
        return now_;
    }

    void at(Time time, std::function<void()> call) override
    {
        {
            std::lock_guard const lock(mutex_);
            calls_.emplace(time, std::move(call));
        }
        asked_.put(time);
    }

    /// Waits until a thread asks to be woken, and returns how far away that time is.
    std::chrono::milliseconds asked()
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(asked_.take() - now());
    }

    void turn(std::chrono::milliseconds by)
    {
        std::vector<std::function<void()>> due;
        {
            std::lock_guard const lock(mutex_);
            now_ += by;
            auto const end = calls_.upper_bound(now_);
            for (auto call = calls_.begin(); call != end; call = calls_.erase(call))
                due.push_back(std::move(call->second));
        }
        for (auto const& call : due)
            call();
    }

private:
    mutable std::mutex mutex_;
    Time now_{std::chrono::hours(1)};
    std::multimap<Time, std::function<void()>> calls_;
    http::test::Inbox<Time> asked_;
};

}  // namespace rmirror::upstream::test
