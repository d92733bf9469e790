// SPDX-License-Identifier: AGPL-3.0-or-later
// Readers that wait for changes, each until there is one for them or their time is up.
#pragma once

#include "base/ids.hpp"
#include "base/log.hpp"
#include "db/listener.hpp"
#include "library/changes.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace rmirror::library {

struct ChangeNotice;

class ChangeFeed {
public:
    ChangeFeed(Secret const& database, db::Pool& pool, Log& log);
    ~ChangeFeed();
    ChangeFeed(ChangeFeed const&) = delete;
    ChangeFeed& operator=(ChangeFeed const&) = delete;

    /// Nothing when they cannot be read at the moment. From any thread.
    using Tell = std::function<void(std::optional<Changes> changes)>;
    /// Calls `tell` exactly once: at once when there is something, or when too many wait already. Where it
    /// has to wait, gives back how to end that, for a reader that leaves: it is told nothing then.
    std::function<void()> tell_when_changed(UserId const& user_id, Cursor const& since,
                                            std::chrono::seconds at_most, Tell tell);
    /// Lets everyone go who waits, and from now on nobody wait.
    void stop();
    /// How many wait.
    std::size_t waiting() const;

private:
    using Clock = std::chrono::steady_clock;

    struct Reader {
        Cursor since;
        Clock::time_point until;
        Tell tell;
        /// Also tells readers apart: this one may be taken out, to be answered, when it leaves.
        std::shared_ptr<std::atomic<bool>> is_over = std::make_shared<std::atomic<bool>>(false);
    };
    using Readers = std::multimap<UserId, Reader>;
    enum class WhenEmpty { wait, tell };

    bool add(UserId const& user_id, Reader const& reader);
    void forget(UserId const& user_id, std::shared_ptr<std::atomic<bool>> const& reader);
    /// Those whose time is up and those of this user are taken out and answered; of the latter, whoever there
    /// is nothing for waits on, unless the notice is about their access.
    void answer(ChangeNotice const& notice);
    void answer_all();
    void answer_late();
    void serve(Readers const& readers, WhenEmpty when_empty);

    db::Pool& pool_;
    Log& log_;
    mutable std::mutex mutex_;
    Readers readers_;
    bool is_stopped_ = false;
    db::Listener listener_;  // Last: its thread uses the others.
};

}  // namespace rmirror::library
