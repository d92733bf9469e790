// SPDX-License-Identifier: AGPL-3.0-or-later
// Long polling for changes: each reader waits until there is a change for it or its time is up.
#pragma once

#include "base/ids.hpp"
#include "base/log.hpp"
#include "db/listener.hpp"
#include "library/changes/changes.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace rmirror::library {

struct ChangeNotice;

class ChangeFeed {
public:
    ChangeFeed(Secret const& database, db::Pool& pool, Log& log);
    ~ChangeFeed();
    ChangeFeed(ChangeFeed const&) = delete;
    ChangeFeed& operator=(ChangeFeed const&) = delete;

    /// What a reader waits for.
    struct Watch {
        UserId reader;  // Who asks: each may have a few readers at a time.
        /// Besides those about the reader, whose notices wake it: users, or a workspace by its id.
        std::vector<UserId> others;
        /// Reads what is new. Called from any thread, and again after each notice as long as it is empty.
        std::function<Changes()> read;
    };
    /// nullopt if changes can't be read at the moment. Called from any thread.
    using OnChanges = std::function<void(std::optional<Changes> changes)>;
    /// Calls `on_changes` exactly once: immediately if there are changes or too many readers are waiting. If
    /// the reader has to wait, returns a function that cancels this, for a client that leaves: then
    /// `on_changes` isn't called.
    std::function<void()> wait_for_changes(UserId const& user_id, Cursor const& since,
                                           std::chrono::seconds at_most, OnChanges on_changes);
    std::function<void()> wait_for(Watch watch, std::chrono::seconds at_most, OnChanges on_changes);
    /// Answers all readers. From now on none waits.
    void stop();
    /// How many readers are waiting.
    std::size_t waiting() const;

private:
    using Clock = std::chrono::steady_clock;

    struct Reader {
        Watch watch;
        Clock::time_point until;
        OnChanges on_changes;
        /// Set when the reader leaves: at that moment it may be taken out, to be answered.
        std::atomic<bool> is_over = false;
    };
    using ReaderPointer = std::shared_ptr<Reader>;
    enum class WhenEmpty { wait, answer };

    bool add(ReaderPointer const& reader);
    bool has_too_many(UserId const& user_id) const;
    void forget(ReaderPointer const& reader);
    /// Under the lock.
    void take_out(ReaderPointer const& reader);
    /// Takes out the readers that the notice is for and answers them. A reader without changes goes on
    /// waiting, unless the notice is about its own access.
    void answer(ChangeNotice const& notice);
    void answer_all();
    void answer_late();
    void serve(std::vector<ReaderPointer> const& readers, WhenEmpty when_empty);
    void serve(ReaderPointer const& reader, WhenEmpty when_empty);

    db::Pool& pool_;
    Log& log_;
    mutable std::mutex mutex_;
    std::set<ReaderPointer> readers_;
    std::multimap<UserId, ReaderPointer> by_id_;  // Each under its reader and all others that it watches.
    bool is_stopped_ = false;
    db::Listener listener_;  // Last: its thread uses the other members.
};

}  // namespace rmirror::library
