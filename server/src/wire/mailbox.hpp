// SPDX-License-Identifier: AGPL-3.0-or-later
// How other threads reach a loop: letters to connections, by their number, which is never used twice.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rmirror::http {

class Connection;

/// What to do with a connection. It gets none when the connection is gone: a late answer is dropped there.
struct Letter {
    std::uint64_t connection = 0;
    std::function<void(Connection*)> action;
};

/// Outlives its loop, because handlers may answer at any time.
class Mailbox {
public:
    Mailbox();
    ~Mailbox();
    Mailbox(Mailbox const&) = delete;
    Mailbox& operator=(Mailbox const&) = delete;

    /// From any thread. After close() the letter is told at once that its connection is gone.
    void post(Letter letter);
    /// Called by the loop: it empties the box before it sleeps, so its own letters need no waking.
    std::vector<Letter> collect();
    void own_by_this_thread();
    /// Makes the descriptor readable, and unreadable again.
    void wake() const;
    void hush() const;
    void close();

    /// Readable when there are letters from other threads.
    int descriptor() const { return descriptor_; }

private:
    std::mutex mutex_;
    std::vector<Letter> letters_;
    std::thread::id owner_;
    bool closed_ = false;
    int descriptor_ = -1;
};

}  // namespace rmirror::http
