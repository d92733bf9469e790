// SPDX-License-Identifier: AGPL-3.0-or-later
// Long polling for changes: each reader waits until there is a change for it or its time is up.
#pragma once

#include "base/ids.hpp"
#include "base/log.hpp"
#include "db/listener.hpp"
#include "library/changes/changes.hpp"

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

    /// nullopt if changes can't be read at the moment. Called from any thread.
    using OnChanges = std::function<void(std::optional<Changes> changes)>;
    /// Calls `on_changes` exactly once: immediately if there are changes or too many readers are waiting. If
    /// the reader has to wait, returns a function that cancels this, for a client that leaves: then
    /// `on_changes` isn't called.
    std::function<void()> wait_for_changes(UserId const& user_id, Cursor const& since,
                                           std::chrono::seconds at_most, OnChanges on_changes);
    /// Answers all readers. From now on none waits.
    void stop();
    /// How many readers are waiting.
    std::size_t waiting() const;

private:
    using Clock = std::chrono::steady_clock;

    struct Reader {
        Cursor since;
        Clock::time_point until;
        OnChanges on_changes;
        /// Set when the reader leaves. Also identifies it: at that moment it may be taken out, to be
        /// answered.
        std::shared_ptr<std::atomic<bool>> is_over = std::make_shared<std::atomic<bool>>(false);
    };
    using Readers = std::multimap<UserId, Reader>;
    enum class WhenEmpty { wait, answer };

    bool add(UserId const& user_id, Reader const& reader);
    void forget(UserId const& user_id, std::shared_ptr<std::atomic<bool>> const& reader);
    /// Takes out the user's readers and answers them. A reader without changes goes on waiting, unless the
    /// notice is about access.
    void answer(ChangeNotice const& notice);
    void answer_all();
    void answer_late();
    void serve(Readers const& readers, WhenEmpty when_empty);

    db::Pool& pool_;
    Log& log_;
    mutable std::mutex mutex_;
    Readers readers_;
    bool is_stopped_ = false;
    db::Listener listener_;  // Last: its thread uses the other members.
};

}  // namespace rmirror::library
