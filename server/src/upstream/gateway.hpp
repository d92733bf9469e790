// SPDX-License-Identifier: AGPL-3.0-or-later
// The way to one service, such as Claude: everybody's calls take turns in it, failed ones are asked again
// where that makes sense, and a service that asks for a rest gets one.
#pragma once

#include "upstream/client.hpp"
#include "upstream/retries.hpp"

#include <cstdint>

namespace rmirror::upstream {

/// Whose call it is, and how much of the gateway they may have. Calls beyond it wait, and those who wait take
/// turns; the newest rules for a key stand.
struct Share {
    std::string key;             // Such as a user, or a connection's token: it is compared and never shown.
    std::size_t at_once = 8;     // Calls under way.
    std::size_t waiting = 200;   // Calls that wait for their turn; one more is `overloaded`.
    std::size_t per_minute = 0;  // Calls begun in any 60 seconds, tries included; 0: however many.
};

struct Order {
    Call call;  // Its deadline holds for waiting and all tries together.
    Share share;
    Retries retries;
    std::optional<Listener> listener;
};

struct GatewayOptions {
    std::string name;  // In the metrics, such as "claude".
    // Of everybody together:
    std::size_t most_under_way = 500;
    std::size_t most_waiting = 2000;
    std::size_t most_body_bytes = 512U << 20U;  // Of the calls that wait or are under way.
    /// Who rests when the service asks for it: everybody, where all calls carry one key; or one share, where
    /// each has a credential of its own.
    enum class Rests { everybody, share };
    Rests rests = Rests::everybody;
};

struct GatewayCounts {
    std::map<std::string, std::uint64_t> answers;  // Of each try: "200", or an ending such as "unreachable".
    std::map<std::string, std::uint64_t> retries;  // By reason, such as "429".
    std::map<std::string, std::uint64_t> refused;  // Calls not begun: "overloaded", "held_off".
    std::uint64_t milliseconds = 0;                // That tries took, all together.
    std::size_t under_way = 0;
    std::size_t waiting = 0;  // For their turn or for the next try.
    std::size_t open_breakers = 0;
};

class Gateway {
public:
    /// `alarm` and `chance` (a number between 0 and 1 at each call) are for tests; nothing means the client's
    /// own clock, and chance indeed. Client and alarm must outlive it.
    Gateway(Client& client, GatewayOptions options, Alarm* alarm = nullptr,
            std::function<double()> chance = {});
    /// Calls that wait or are under way are told that it stopped.
    ~Gateway();
    Gateway(Gateway const&) = delete;
    Gateway& operator=(Gateway const&) = delete;

    /// From any thread. A cancelled call gives its place to the next at once.
    /// Throws std::invalid_argument as Client::ask() does.
    Ticket ask(Order order, Done done);
    /// Waits for the outcome, so for workers only.
    Outcome ask_and_wait(Order order);

    GatewayCounts counts() const;
    std::string const& name() const;

private:
    class Desk;
    std::shared_ptr<Desk> desk_;
};

}  // namespace rmirror::upstream
