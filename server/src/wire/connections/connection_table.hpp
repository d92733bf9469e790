// SPDX-License-Identifier: AGPL-3.0-or-later
// The connections of all loops: enforces the limits in total and per network, and closes the longest idle one
// to make room for another.
#pragma once

#include "wire/connections/task_queue.hpp"

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

/// The part of a connection's state that other threads may read.
struct ConnectionInfo {
    /// The connection isn't idle: its client waits for the server.
    static constexpr Clock::time_point kNever = Clock::time_point::max();

    std::uint64_t number = 0;
    std::optional<std::string> network;  // Nullopt: not counted per network.
    std::shared_ptr<TaskQueue> tasks;    // Of the connection's loop.
    std::atomic<Clock::time_point> idle_since = kNever;
};

class ConnectionTable {
public:
    /// `max_per_network`: 0 means no limit.
    ConnectionTable(std::size_t max, std::size_t max_per_network)
        : max_(max), max_per_network_(max_per_network)
    {}

    /// Adds a connection. If the table or the network's share is full, first tells its longest idle
    /// connection to close; returns nullptr if none is idle. A new connection counts as idle, because its
    /// loop may not have read its request yet.
    std::shared_ptr<ConnectionInfo> add(std::uint64_t number, std::optional<std::string> network,
                                        std::shared_ptr<TaskQueue> tasks);
    void remove(std::uint64_t number);
    /// Closes the longest idle connection to free another resource, such as a file descriptor. Does nothing
    /// while an earlier one is still closing, because that one frees the resource soon.
    void make_room();

private:
    using Row = std::shared_ptr<ConnectionInfo>;

    bool make_room_in(std::string const& network);
    Row make_room_anywhere();
    Row next_candidate();
    void look_for_candidates();
    void evict(Row const& row);
    void erase(Row const& row);

    std::size_t max_;
    std::size_t max_per_network_;
    std::mutex mutex_;
    std::unordered_map<std::uint64_t, Row> rows_;
    std::unordered_map<std::string, std::vector<Row>> networks_;
    std::weak_ptr<ConnectionInfo> leaving_;  // The last one that make_room() told to close.
    /// The longest idle 1% at the last scan, longest last. Kept because a scan of all connections is slow.
    std::vector<std::pair<Clock::time_point, std::uint64_t>> candidates_;
};

}  // namespace rmirror::wire
