// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/workers/work_counters.hpp"

namespace rmirror::queue {

namespace {

std::string_view name_of(Outcome::Kind kind)
{
    switch (kind) {
        case Outcome::Kind::done:
            return "done";
        case Outcome::Kind::retry:
            return "retry";
        case Outcome::Kind::later:
            return "later";
        case Outcome::Kind::rejected:
            return "rejected";
        default:
            return "dropped";
    }
}

}  // namespace

void WorkCounters::observe(Item const& item, Outcome const& outcome, std::chrono::microseconds took)
{
    auto const error = outcome.kind == Outcome::Kind::done ? "" : to_string(outcome.error);
    std::lock_guard const lock(mutex_);
    auto& counts = counts_[{item.target_name, item.item_type}];
    ++counts.results[{name_of(outcome.kind), error}];
    counts.durations.observe(took);
}

void WorkCounters::write(PrometheusText& text) const
{
    std::lock_guard const lock(mutex_);
    text.begin("rmirror_items_total", MetricType::counter, "Attempts at items of the queue, by result.");
    for (auto const& [kind, counts] : counts_)
        for (auto const& [result, count] : counts.results)
            text.sample({{"target", kind.first},
                         {"item_type", kind.second},
                         {"result", std::string(result.first)},
                         {"error", std::string(result.second)}},
                        count);
    text.begin("rmirror_item_seconds", MetricType::histogram, "Time for an attempt at an item.");
    for (auto const& [kind, counts] : counts_)
        counts.durations.write(text, {{"target", kind.first}, {"item_type", kind.second}});
}

}  // namespace rmirror::queue
