// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/connection_table.hpp"

#include "wire/connections/connection.hpp"

#include <algorithm>
#include <cstddef>

namespace rmirror::wire {

std::shared_ptr<ConnectionInfo> ConnectionTable::add(std::uint64_t number, std::optional<std::string> network,
                                                     std::shared_ptr<TaskQueue> tasks)
{
    std::lock_guard const lock(mutex_);
    if (max_per_network_ == 0)
        network.reset();
    if (network && !make_room_in(*network))
        return nullptr;
    if (rows_.size() >= max_ && !make_room_anywhere())
        return nullptr;
    auto row = std::make_shared<ConnectionInfo>();
    row->number = number;
    row->network = std::move(network);
    row->tasks = std::move(tasks);
    row->idle_since = Clock::now();
    rows_.emplace(number, row);
    if (row->network)
        networks_[*row->network].push_back(row);
    return row;
}

void ConnectionTable::remove(std::uint64_t number)
{
    std::lock_guard const lock(mutex_);
    if (auto const found = rows_.find(number); found != rows_.end())
        erase(Row(found->second));
}

void ConnectionTable::make_room()
{
    std::lock_guard const lock(mutex_);
    if (leaving_.expired())
        leaving_ = make_room_anywhere();
}

bool ConnectionTable::make_room_in(std::string const& network)
{
    auto const found = networks_.find(network);
    if (found == networks_.end() || found->second.size() < max_per_network_)
        return true;
    auto const& rows = found->second;
    auto const longest = std::min_element(rows.begin(), rows.end(), [](Row const& a, Row const& b) {
        return a->idle_since.load() < b->idle_since.load();
    });
    if ((*longest)->idle_since.load() == ConnectionInfo::kNever)
        return false;
    evict(Row(*longest));
    return true;
}

/// Null if no connection is idle.
ConnectionTable::Row ConnectionTable::make_room_anywhere()
{
    auto row = next_candidate();
    if (!row) {
        look_for_candidates();
        row = next_candidate();
    }
    if (row)
        evict(row);
    return row;
}

/// Returns a candidate that still exists and has been idle since the scan. A connection that isn't a
/// candidate has been idle for less time.
ConnectionTable::Row ConnectionTable::next_candidate()
{
    while (!candidates_.empty()) {
        auto const [since, number] = candidates_.back();
        candidates_.pop_back();
        auto const found = rows_.find(number);
        if (found != rows_.end() && found->second->idle_since.load() == since)
            return found->second;
    }
    return nullptr;
}

void ConnectionTable::look_for_candidates()
{
    constexpr std::size_t kOneOf = 100;
    candidates_.clear();
    candidates_.reserve(rows_.size());
    for (auto const& [number, row] : rows_)
        if (auto const since = row->idle_since.load(); since != ConnectionInfo::kNever)
            candidates_.emplace_back(since, number);
    auto const kept = std::min(candidates_.size(), 1 + rows_.size() / kOneOf);
    auto const end = candidates_.begin() + static_cast<std::ptrdiff_t>(kept);
    std::partial_sort(candidates_.begin(), end, candidates_.end());
    candidates_.resize(kept);
    std::reverse(candidates_.begin(), candidates_.end());
}

/// Frees the row immediately; the connection closes when its loop runs the task.
void ConnectionTable::evict(Row const& row)
{
    row->tasks->post({row->number, [](Connection* connection) {
                          if (connection)
                              connection->leave();
                      }});
    erase(row);
}

void ConnectionTable::erase(Row const& row)
{
    rows_.erase(row->number);
    if (!row->network)
        return;
    auto const network = networks_.find(*row->network);
    std::erase(network->second, row);
    if (network->second.empty())
        networks_.erase(network);
}

}  // namespace rmirror::wire
