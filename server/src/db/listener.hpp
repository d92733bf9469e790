// SPDX-License-Identifier: AGPL-3.0-or-later
// A connection that hears what PostgreSQL's NOTIFY says, on a thread of its own, and comes back when it
// breaks.
#pragma once

#include "base/secret.hpp"
#include "base/thread_failures.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace rmirror::db {

struct ListenerEvents {
    /// With what was said along.
    std::function<void(std::string const&)> on_notice;
    /// After the connection was made (anew): something may have been missed.
    std::function<void()> on_gap;
    /// A few times a second, in between.
    std::function<void()> on_tick;
};

class Listener {
public:
    /// All events come on the listener's thread; what they throw ends nothing.
    Listener(Secret url, std::string channel, ListenerEvents events);
    ~Listener() = default;
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

private:
    void run(std::stop_token const& stop, ThreadHealth& health);
    void listen(std::stop_token const& stop, ThreadHealth& health);
    void tick() const;

    Secret url_;
    std::string channel_;
    ListenerEvents events_;
    std::jthread thread_;  // Last: it uses the others.
};

}  // namespace rmirror::db
