// SPDX-License-Identifier: AGPL-3.0-or-later
// The way to one service, such as Claude: everybody's calls take turns in it, failed ones are asked again
// where that makes sense, and a service that asks for it cools down.
#pragma once

#include "upstream/client.hpp"
#include "upstream/pace.hpp"
#include "upstream/retries.hpp"

#include <cstdint>

namespace rmirror::upstream {

class SharedPaces;

/// Whose call it is, and what it is counted by. Two owners may stand under one limit, such as two users of
/// one key, and one owner under several. The newest numbers for an owner, and for a limit, stand.
struct Share {
    /// Who takes turns with the others, such as a user: it is compared and never shown.
    std::string owner;
    std::size_t at_once = 8;    // Calls of the owner under way; those beyond wait.
    std::size_t waiting = 200;  // Calls of the owner that wait for their turn; one more is `overloaded`.
    /// What the service counts by, such as one of its keys; empty where all calls carry the same.
    std::string limit = {};
    Rate rate = {};  // Of the calls below the limit, in all processes together.
    Priority priority = Priority::interactive;
    /// Whose limits the service may hold back together, such as a workspace with several keys; empty: none.
    std::string group = {};
    /// Says of an answer of 429, 503 or 529 that it holds back the group, and not the limit alone.
    bool (*is_for_group)(CallResult const&) = nullptr;
};

struct Order {
    Call call;  // Its deadline holds for waiting and all tries together.
    Share share;
    Retries retries;
    std::optional<Sink> sink;
    /// Made before the call, so that it can be cancelled at any time: at a request the call ends as
    /// `cancelled`, or does not begin. One source may stand for many calls.
    std::stop_token cancellation;
};

struct GatewayOptions {
    std::string name;          // In the metrics, such as "claude".
    std::string address = {};  // Where the service is found; only kept here for who calls it.
    // Of everybody together:
    std::size_t most_under_way = 500;
    std::size_t most_waiting = 2000;
    /// Of the calls that wait or are under way. No owner may hold more of it than is left for the others, so
    /// that whoever holds little always finds room.
    std::size_t most_body_bytes = 512U << 20U;
    /// Who waits while the service is cooling down, as Retry-After or many a 429 say: everybody, where all
    /// calls carry one key; or all below one limit, where each has a credential of its own, or in its group.
    enum class CoolsDown { everybody, limit };
    CoolsDown cools_down = CoolsDown::everybody;
    /// With other processes; it must outlive the gateway. Without it the rates hold in this process.
    SharedPaces* shared_paces = nullptr;
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
    /// As stop().
    ~Gateway();
    Gateway(Gateway const&) = delete;
    Gateway& operator=(Gateway const&) = delete;

    /// From any thread. A cancelled call gives its place to the next at once.
    /// Throws std::invalid_argument as Client::ask() does.
    void ask(Order order, Done done);
    /// Calls that wait or are under way are told that it stopped, and so is whoever asks from now on.
    void stop();
    /// Waits for the result, so for workers only.
    CallResult ask_and_wait(Order order);

    GatewayCounts counts() const;
    std::string const& name() const;
    std::string const& address() const;

private:
    class Scheduler;
    std::shared_ptr<Scheduler> scheduler_;
};

}  // namespace rmirror::upstream
