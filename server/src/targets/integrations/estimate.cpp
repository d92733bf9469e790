// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/estimate.hpp"

namespace rmirror::targets {

namespace {

PendingCounts amount_of(boost::json::object const& notebook)
{
    auto const counted = [&notebook](char const* name) { return notebook.at(name).to_number<std::size_t>(); };
    return {.is_new = notebook.at("is_new").as_bool(),
            .pages = counted("pages"),
            .pictures = counted("pictures"),
            .todos = counted("todos"),
            .changes = counted("changes")};
}

}  // namespace

std::vector<PendingCounts> amounts_of(boost::json::array const& notebooks)
{
    std::vector<PendingCounts> amounts;
    amounts.reserve(notebooks.size());
    for (auto const& notebook : notebooks)
        amounts.push_back(amount_of(notebook.as_object()));
    return amounts;
}

SyncEstimate effort_of(Work const& work, Settings const& settings,
                       std::vector<PendingCounts> const& notebooks)
{
    SyncEstimate effort;
    for (auto const& amount : notebooks)
        effort.calls += work.calls_for(amount);
    effort.minutes = minutes_for(work, settings, effort.calls);
    return effort;
}

std::size_t minutes_for(Work const& work, Settings const& settings, std::size_t calls)
{
    auto const a_minute = work.calls_a_minute(settings);
    return (calls + a_minute - 1) / a_minute;
}

boost::json::object show_sum(std::vector<PendingCounts> const& notebooks)
{
    std::size_t rows = 0;
    PendingCounts sum;
    for (auto const& amount : notebooks) {
        rows += amount.is_new ? 1 : 0;
        sum.pages += amount.pages;
        sum.pictures += amount.pictures;
        sum.todos += amount.todos;
    }
    return {{"notebooks", rows}, {"pages", sum.pages}, {"pictures", sum.pictures}, {"todos", sum.todos}};
}

}  // namespace rmirror::targets
