// SPDX-License-Identifier: AGPL-3.0-or-later
// The connections of all loops: how many there may be, how many of one network, and which of them goes when
// another one comes.
#pragma once

#include "wire/task_queue.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rmirror::wire {

using Clock = std::chrono::steady_clock;

/// What other threads than its own may know of a connection.
struct Presence {
    /// For a connection whose client waits for us.
    static constexpr Clock::time_point kNever = Clock::time_point::max();

    std::uint64_t number = 0;
    std::optional<std::string> network;  // None: its connections are not counted together.
    std::shared_ptr<TaskQueue> tasks;    // Of its loop.
    std::atomic<Clock::time_point> idle_since = kNever;
};

class ConnectionTable {
public:
    /// `most_of_network`: 0 is no bound.
    ConnectionTable(std::size_t most, std::size_t most_of_network)
        : most_(most), most_of_network_(most_of_network)
    {}

    /// Where all are taken, or all of its network, the one that is longest idle is told to leave. Nothing
    /// when none is idle. A new connection is idle: its loop may not have seen its request yet.
    std::shared_ptr<Presence> add(std::uint64_t number, std::optional<std::string> network,
                                  std::shared_ptr<TaskQueue> tasks);
    void remove(std::uint64_t number);
    /// The same for want of something else than a place. Only one leaves at a time, for it has what is
    /// wanting until its loop gets to it.
    void make_room();

private:
    using Row = std::shared_ptr<Presence>;

    bool make_room_in(std::string const& network);
    Row make_room_anywhere();
    Row next_candidate();
    void look_for_candidates();
    void tell_to_leave(Row const& row);
    void erase(Row const& row);

    std::size_t most_;
    std::size_t most_of_network_;
    std::mutex mutex_;
    std::unordered_map<std::uint64_t, Row> rows_;
    std::unordered_map<std::string, std::vector<Row>> networks_;
    std::weak_ptr<Presence> leaving_;  // The last one that make_room() told to.
    /// Those that were longest idle when all were looked at, the longest last: looking takes a while.
    std::vector<std::pair<Clock::time_point, std::uint64_t>> candidates_;
};

}  // namespace rmirror::wire
