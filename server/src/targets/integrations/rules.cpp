// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/rules.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <cstddef>

namespace rmirror::targets {

namespace {

namespace json = boost::json;

constexpr db::Statement kSaveRules = R"sql(
    UPDATE integrations SET rules = $3::jsonb
    WHERE user_id = $1 AND id = $2 AND rules IS DISTINCT FROM $3::jsonb)sql";

template <typename Value, std::size_t size>
json::string_view name_in(std::array<std::string_view, size> const& names, Value value)
{
    auto const name = names[static_cast<std::size_t>(value)];
    return {name.data(), name.size()};
}

json::array list_of(std::vector<std::string> const& texts)
{
    return json::array(texts.begin(), texts.end());
}

json::object json_of(Rule const& rule)
{
    return {{"tags", list_of(rule.tags)},
            {"folders", list_of(rule.folders)},
            {"types", list_of(rule.types)},
            {"is_pinned", rule.is_pinned ? json::value(*rule.is_pinned) : json::value()},
            {"words", list_of(rule.words)},
            {"does", name_in(kDoes, rule.does)},
            {"place", rule.place ? json::value(*rule.place) : json::value()}};
}

}  // namespace

std::string json_of(Rules const& rules)
{
    json::array list;
    for (auto const& rule : rules.list)
        list.push_back(json_of(rule));
    return json::serialize(json::object{{"list", std::move(list)},
                                        {"otherwise", name_in(kDoes, rules.otherwise)},
                                        {"leave", name_in(kLeave, rules.leave)}});
}

std::optional<input::Fault> fault_of_places(Target const& target, Rules const& rules, Values const& values,
                                            bool private_urls)
{
    auto at_place = values;
    for (std::size_t i = 0; i < rules.list.size() && target.validate; ++i) {
        auto const& place = rules.list[i].place;
        if (!place)
            continue;
        at_place.settings.insert_or_assign(std::string(target.ruled_place), *place);
        if (auto const fault = target.validate(at_place, private_urls))
            return input::Fault{"rules.list[" + std::to_string(i) + "].place", fault->sentence};
    }
    return std::nullopt;
}

bool save_rules(pqxx::work& work, Integration const& integration, std::optional<Rules> const& rules)
{
    auto const text = rules ? std::optional(json_of(*rules)) : std::nullopt;
    return kSaveRules.rows(work, integration.user_id, integration.id, text).affected_rows() > 0;
}

}  // namespace rmirror::targets
