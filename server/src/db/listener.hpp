// SPDX-License-Identifier: AGPL-3.0-or-later
// Receives PostgreSQL's NOTIFY on a connection and thread of its own, and reconnects when the connection
// breaks. Through a pooler nothing is received.
#pragma once

#include "base/secret.hpp"
#include "base/threads/thread_failures.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace rmirror::db {

struct ListenerEvents {
    /// Called for each notification, with its payload.
    std::function<void(std::string const&)> on_notice;
    /// Called after each connect: notifications may have been missed before.
    std::function<void()> on_gap;
    /// Called a few times per second.
    std::function<void()> on_tick;
};

class Listener {
public:
    /// Events are called on the listener's thread; their exceptions don't end it. Without a URL, on_gap is
    /// called every second instead of on_notice.
    Listener(Secret url, std::string channel, ListenerEvents events);
    ~Listener() = default;
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

private:
    void run(std::stop_token const& stop, ThreadHealth& health);
    void listen(std::stop_token const& stop, ThreadHealth& health);
    void poll(std::stop_token const& stop, ThreadHealth& health) const;
    void tick() const;

    Secret url_;
    std::string channel_;
    ListenerEvents events_;
    std::jthread thread_;  // Last, because it uses the other members.
};

}  // namespace rmirror::db
