// SPDX-License-Identifier: AGPL-3.0-or-later
// Vectors of what people search for: kept for some minutes, and limited for each person.
#pragma once

#include "base/ids.hpp"
#include "meaning/embedder.hpp"
#include "rates/counters.hpp"

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <variant>

namespace rmirror::meaning {

struct QueryVector {
    Vector8 vector;
    std::string model;
};

class QueryVectors {
public:
    explicit QueryVectors(std::unique_ptr<Embedder> embedder) : embedder_(std::move(embedder)) {}

    std::string const& model() const { return embedder_->model(); }

    /// The vector, or a sentence for the person why there is none. Blocks on the service. Thread-safe.
    std::variant<QueryVector, std::string> of(UserId const& user_id, std::string const& text);

private:
    using Clock = std::chrono::steady_clock;

    struct Kept {
        QueryVector vector;
        Clock::time_point until;
    };

    void keep(std::string const& key, QueryVector const& vector);

    std::unique_ptr<Embedder> embedder_;
    rates::Counters calls_;  // By person.
    std::mutex mutex_;       // Guards the members below.
    std::unordered_map<std::string, Kept> kept_;
    std::deque<std::string> order_;  // Keys, oldest first.
};

}  // namespace rmirror::meaning
