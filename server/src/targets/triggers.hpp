// SPDX-License-Identifier: AGPL-3.0-or-later
// People who asked for a comparison now, each told what came of it when all is done, or after a while.
#pragma once

#include "base/ids.hpp"
#include "base/log.hpp"
#include "db/pool.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::targets {

/// How far passes have come.
struct Progress {
    bool is_done = false;  // All is compared, and all that was queued has ended.
    std::int64_t synced = 0;
    std::int64_t failed = 0;
    std::int64_t skipped = 0;  // They stood there as they are.
    std::int64_t queued = 0;   // Waiting, or being done.
};

class Triggers {
public:
    /// Both must outlive it.
    Triggers(db::Pool& pool, Log& log);
    Triggers(Triggers const&) = delete;
    Triggers& operator=(Triggers const&) = delete;
    ~Triggers() = default;

    using Tell = std::function<void(Progress)>;
    /// Calls `tell` exactly once, on the thread of this.
    void wait(UserId const& user_id, std::vector<PassId> const& passes, std::chrono::seconds at_most,
              Tell tell);
    /// Tells everybody at once, and from now on whoever asks.
    void stop();

private:
    using Clock = std::chrono::steady_clock;

    struct Waiting {
        UserId user_id;
        std::string passes;  // A PostgreSQL array.
        Clock::time_point until;
        Tell tell;
    };

    void run(std::stop_token const& stop);
    bool tell_if_done(Waiting const& waiting, bool is_over);

    db::Pool& pool_;
    Log& log_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<Waiting> waiting_;
    bool is_stopped_ = false;
    std::jthread thread_;  // Last: it uses the others.
};

}  // namespace rmirror::targets
