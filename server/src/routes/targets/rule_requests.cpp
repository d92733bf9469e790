// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/targets/rule_requests.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::routes {

namespace {

using targets::Rule;

constexpr std::size_t kMaxRules = 50;
constexpr std::size_t kMaxAlternatives = 50;
constexpr input::Length kTag{.min = 1, .max = 1000};
constexpr input::Length kWord{.min = 1, .max = 100};
constexpr input::Length kPlace{.min = 1, .max = 500};
constexpr std::array<std::string_view, 4> kTypes = {"notebook", "pdf", "epub", "notes"};

template <typename Value, std::size_t size>
Value value_of(std::array<std::string_view, size> const& names, std::string const& name)
{
    auto const* const found = std::find(names.begin(), names.end(), name);
    // An unknown name is a fault that the reader has recorded.
    return found == names.end() ? Value{} : static_cast<Value>(found - names.begin());
}

std::vector<std::string> read_types(input::JsonReader& fields)
{
    auto types = fields.texts_if_any("types", kTypes.size(), {.min = 1, .max = 20});
    for (std::size_t i = 0; i < types.size(); ++i)
        if (std::find(kTypes.begin(), kTypes.end(), types[i]) == kTypes.end())
            fields.refuse("types[" + std::to_string(i) + "]", input::sentence_about(kTypes));
    return types;
}

Rule read_rule(input::JsonReader& fields, targets::Target const& target)
{
    Rule rule{.tags = fields.texts_if_any("tags", kMaxAlternatives, kTag),
              .folders = fields.uuids_if_any("folders", kMaxAlternatives),
              .types = read_types(fields),
              .is_pinned = fields.flag_if_any("is_pinned"),
              .words = fields.texts_if_any("words", kMaxAlternatives, kWord),
              .does = value_of<targets::Does>(targets::kDoes, fields.one_of("does", targets::kDoes)),
              .place = fields.text_if_any("place", kPlace)};
    bool const has_condition = rule.is_pinned || !rule.tags.empty() || !rule.folders.empty() ||
                               !rule.types.empty() || !rule.words.empty();
    if (!has_condition)
        fields.refuse("tags", "A rule needs at least one condition.");
    if (rule.place && target.ruled_place.empty())
        fields.refuse("place", "Rules can't choose the place at this target.");
    else if (rule.place && rule.does == targets::Does::leave_out)
        fields.refuse("place", "What is left out has no place.");
    return rule;
}

}  // namespace

std::optional<std::optional<targets::Rules>> read_rules(input::JsonReader& fields,
                                                        targets::Target const& target)
{
    std::optional<std::optional<targets::Rules>> rules;
    fields.object_if_any("rules", [&](input::JsonReader& given) {
        rules.emplace(targets::Rules{});
        given.each("list", kMaxRules,
                   [&](input::JsonReader& rule) { (*rules)->list.push_back(read_rule(rule, target)); });
        (*rules)->otherwise =
            value_of<targets::Does>(targets::kDoes, given.one_of("otherwise", targets::kDoes));
        (*rules)->leave = value_of<targets::Leave>(targets::kLeave, given.one_of("leave", targets::kLeave));
    });
    if (rules && target.way == targets::DeliveryMode::pulled)
        fields.refuse("rules", "This target asks by itself, so it has no rules.");
    if (fields.is_null("rules"))
        rules.emplace(std::nullopt);
    return rules;
}

}  // namespace rmirror::routes
