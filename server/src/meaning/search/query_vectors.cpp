// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/search/query_vectors.hpp"

#include <utility>

namespace rmirror::meaning {

namespace {

constexpr std::int64_t kCallsPerMinute = 30;
constexpr std::chrono::minutes kKeptFor{10};
constexpr std::size_t kMaxKept = 500;

}  // namespace

std::variant<QueryVector, std::string> QueryVectors::of(UserId const& user_id, std::string const& text)
{
    auto const key = user_id.text() + ' ' + text;
    {
        std::lock_guard const lock(mutex_);
        auto const found = kept_.find(key);
        if (found != kept_.end() && found->second.until > Clock::now())
            return found->second.vector;
    }
    if (!calls_.add(user_id.text(), kCallsPerMinute).admitted)
        return "You have searched by meaning very often in the last minute, so these are results by words.";
    auto answer = embedder_->embed({text});
    if (auto* const failure = std::get_if<Failure>(&answer))
        return std::move(failure->outcome.message);
    auto& came = std::get<Vectors>(answer);
    QueryVector vector{std::move(came.vectors.front()), std::move(came.model)};
    keep(key, vector);
    return vector;
}

void QueryVectors::keep(std::string const& key, QueryVector const& vector)
{
    std::lock_guard const lock(mutex_);
    if (kept_.insert_or_assign(key, Kept{vector, Clock::now() + kKeptFor}).second)
        order_.push_back(key);
    while (order_.size() > kMaxKept) {
        kept_.erase(order_.front());
        order_.pop_front();
    }
}

}  // namespace rmirror::meaning
