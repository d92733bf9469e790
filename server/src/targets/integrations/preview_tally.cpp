// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/preview_tally.hpp"

#include "targets/integrations/estimate.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace rmirror::targets {

namespace {

namespace json = boost::json;

constexpr std::array<char const*, 6> kEffects = {"create", "update", "remove", "unchanged", "move", "keep"};
constexpr std::array<char const*, 5> kRuleEffects = {"create", "move", "remove", "keep", "stay"};
constexpr std::array<char const*, 4> kParts = {"pages", "pictures", "todos", "changes"};

/// Names shown of notebooks that are new at the target.
constexpr std::size_t kMaxNames = 10;

std::int64_t number(json::object const& object, char const* name)
{
    auto const* const value = object.if_contains(name);
    return value ? value->to_number<std::int64_t>() : 0;
}

void increase(json::object& sums, char const* name, std::int64_t by)
{
    sums[name] = number(sums, name) + by;
}

}  // namespace

// The member `open` is the notebook added last. Its calls can be estimated only when it is complete.
PreviewTally::PreviewTally(Target const& target, json::object json) : target_(target), json_(std::move(json))
{
    json_.emplace("items", json::object());
    json_.emplace("sums", json::object());
    json_.emplace("names", json::array());
    json_.emplace("open", json::object());
    json_.emplace("rules", json::object());
}

void PreviewTally::add(json::object const& items, json::array const& notebooks)
{
    auto& sums = json_.at("items").as_object();
    for (auto const& [type, counts] : items) {
        auto& of_type = sums.emplace(type, json::object()).first->value().as_object();
        for (auto const* const effect : kEffects)
            increase(of_type, effect, number(counts.as_object(), effect));
    }
    if (!target_.work)
        return;
    for (auto const& notebook : notebooks)
        add_notebook(notebook.as_object());
}

void PreviewTally::add_rules(json::array const& rules)
{
    auto& sums = json_.at("rules").as_object();
    for (auto const& counted : rules) {
        auto const& of_piece = counted.as_object();
        auto const nth = std::to_string(number(of_piece, "rule"));
        auto& sum = sums.emplace(nth, json::object{{"examples", json::array()}}).first->value().as_object();
        for (auto const* const effect : kRuleEffects)
            increase(sum, effect, number(of_piece, effect));
        auto& examples = sum.at("examples").as_array();
        for (auto const& example : of_piece.at("examples").as_array())
            if (examples.size() < kMaxExamples)
                examples.push_back(example);
    }
}

json::value PreviewTally::rules(json::value const& rules) const
{
    if (rules.is_null())
        return nullptr;
    auto const& sums = json_.at("rules").as_object();
    auto const count = rules.as_object().at("list").as_array().size();
    json::array shown;
    // The database counts from 1, and 0 is what no rule matches.
    for (std::size_t i = 0; i <= count; ++i) {
        bool const is_rest = i == count;
        auto const* const known = sums.if_contains(std::to_string(is_rest ? 0 : i + 1));
        auto sum = known ? known->as_object() : json::object{{"examples", json::array()}};
        sum["rule"] = is_rest ? json::value() : json::value(i);
        for (auto const* const effect : kRuleEffects)
            increase(sum, effect, 0);
        shown.push_back(std::move(sum));
    }
    return shown;
}

void PreviewTally::add_notebook(json::object const& notebook)
{
    auto& open = json_.at("open").as_object();
    if (auto const* const known = open.if_contains("notebook"); !known || *known != notebook.at("notebook"))
        close_notebook();
    open["notebook"] = notebook.at("notebook");
    auto& names = json_.at("names").as_array();
    bool const is_new = notebook.at("is_new").as_bool();
    if (is_new && names.size() < kMaxNames)
        names.push_back(notebook.at("name"));
    increase(open, "notebooks", is_new ? 1 : 0);
    for (auto const* const part : kParts)
        increase(open, part, number(notebook, part));
}

void PreviewTally::close_notebook()
{
    auto& open = json_.at("open").as_object();
    auto const amount = [&open](char const* part) { return static_cast<std::size_t>(number(open, part)); };
    auto const calls = target_.work->calls_for({.is_new = amount("notebooks") > 0,
                                                .pages = amount("pages"),
                                                .pictures = amount("pictures"),
                                                .todos = amount("todos"),
                                                .changes = amount("changes")});
    auto& sums = json_.at("sums").as_object();
    increase(sums, "calls", static_cast<std::int64_t>(calls));
    for (auto const* const part : {"notebooks", "pages", "pictures", "todos"})
        increase(sums, part, number(open, part));
    open.clear();
}

json::value PreviewTally::estimate(Settings const& settings)
{
    if (!target_.work)
        return nullptr;
    close_notebook();
    auto const& sums = json_.at("sums").as_object();
    auto const calls = static_cast<std::size_t>(number(sums, "calls"));
    return json::object{{"notebooks", number(sums, "notebooks")},
                        {"names", json_.at("names")},
                        {"pages", number(sums, "pages")},
                        {"pictures", number(sums, "pictures")},
                        {"todos", number(sums, "todos")},
                        {"calls", calls},
                        {"minutes", minutes_for(*target_.work, settings, calls)}};
}

}  // namespace rmirror::targets
