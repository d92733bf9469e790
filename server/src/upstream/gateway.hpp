// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to one service, such as Claude: callers take turns, failed calls are retried if that makes sense, and
// calls pause while the service asks for it.
#pragma once

#include "upstream/client/client.hpp"
#include "upstream/rate_counter.hpp"
#include "upstream/retries.hpp"

#include <cstdint>

namespace rmirror::upstream {

class SharedRateCounters;

/// Who makes a call, and which limits it counts against. Several owners can share one limit, such as two
/// users of one API key, and one owner can use several. The numbers given with the newest call for an owner,
/// and for a limit, apply.
struct Share {
    /// The caller who takes turns with others, such as a user. Only compared, never shown.
    std::string owner;
    std::size_t at_once = 8;    // Concurrent calls of the owner; further ones wait.
    std::size_t waiting = 200;  // Waiting calls of the owner; a further one ends as `overloaded`.
    /// The service's unit of rate limiting, such as an API key; empty if all calls share one.
    std::string limit = {};
    Rate rate = {};  // For all calls of the limit, in all processes.
    Priority priority = Priority::interactive;
    /// Limits that the service may pause together, such as those of a workspace with several keys; empty:
    /// none.
    std::string group = {};
    /// Whether an answer of 429, 503 or 529 pauses the whole group and not just the limit.
    bool (*is_for_group)(CallResult const&) = nullptr;
};

struct Order {
    Call call;  // Its deadline covers waiting and all tries.
    Share share;
    Retries retries;
    std::optional<Sink> sink;
    /// A stop request ends the call as `cancelled`, at any time; if it was made before, the call never
    /// begins. Several calls can share one source.
    std::stop_token cancellation;
};

struct GatewayOptions {
    std::string name;          // For metrics, such as "claude".
    std::string address = {};  // The service's base URL, stored here for callers.
    // For all owners together:
    std::size_t max_under_way = 500;
    std::size_t max_waiting = 2000;
    /// Bytes of the request bodies that wait or are in progress. An owner may not hold more than is left for
    /// others, so that an owner who holds little always finds room.
    std::size_t max_body_bytes = 512U << 20U;
    /// Which calls wait while the service cools down, after Retry-After or repeated answers of 429: all of
    /// them, if all use one key, or those of the same limit or group, if each limit has its own credentials.
    enum class CoolsDown { everybody, limit };
    CoolsDown cools_down = CoolsDown::everybody;
    /// Refuses calls that could change something there.
    bool only_reads = false;
    /// Shares the rates with other processes; must outlive the gateway. Null: rates apply to this process
    /// only.
    SharedRateCounters* shared_rate_counters = nullptr;
};

struct GatewayCounts {
    std::map<std::string, std::uint64_t> answers;  // Per try: "200", or an outcome such as "unreachable".
    std::map<std::string, std::uint64_t> retries;  // By reason, such as "429".
    std::map<std::string, std::uint64_t> refused;  // Calls not begun: "overloaded", "held_off", "read_only".
    std::uint64_t milliseconds = 0;                // Total duration of all tries.
    std::size_t under_way = 0;
    std::size_t waiting = 0;  // For their turn or for a retry.
    std::size_t open_breakers = 0;
};

class Gateway {
public:
    /// `alarm` and `chance` (returns a number from 0 to 1) are for tests; by default, the client's clock and
    /// a random generator are used. Client and alarm must outlive the gateway.
    Gateway(Client& client, GatewayOptions options, Alarm* alarm = nullptr,
            std::function<double()> chance = {});
    /// Calls stop().
    ~Gateway();
    Gateway(Gateway const&) = delete;
    Gateway& operator=(Gateway const&) = delete;

    /// Thread-safe. A cancelled call's slot goes to the next call immediately. Throws std::invalid_argument
    /// as Client::ask() does.
    void ask(Order order, Done done);
    /// Ends waiting, running and future calls as `stopped`.
    void stop();
    /// Blocks until the result is there, so only call it on a worker thread.
    CallResult ask_and_wait(Order order);

    GatewayCounts counts() const;
    std::string const& name() const;
    std::string const& address() const;

private:
    class Scheduler;
    std::shared_ptr<Scheduler> scheduler_;
};

}  // namespace rmirror::upstream
