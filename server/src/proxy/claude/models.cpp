// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/models.hpp"

#include "http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace rmirror::proxy::claude {

namespace json = boost::json;

namespace {

/// The models listed when all are allowed, newest first. 2026-11-17
constexpr std::array<std::string_view, 20> kModels = {
    "claude-fable-5-2", "claude-mythos-5-2", "claude-haiku-5-5",  "claude-sonnet-5-5",
    "claude-fable-5-1", "claude-opus-5-5",   "claude-mythos-5-1", "claude-sonnet-5",
    "claude-fable-5",   "claude-mythos-5",   "claude-opus-5",     "claude-opus-4-8",
    "claude-opus-4-7",  "claude-opus-4-6",   "claude-sonnet-4-6", "claude-mythos-preview",
    "claude-haiku-4-5", "claude-opus-4-5",   "claude-sonnet-4-5", "claude-haiku-4-5-20251001",
};
constexpr std::size_t kDateDigits = 8;

bool is_number(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(),
                                        [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

/// "Claude Haiku 5.5" for "claude-haiku-5-5"; a version's date is left out.
std::string name_of(std::string_view id)
{
    std::string name;
    bool after_number = false;
    while (!id.empty()) {
        auto const word = id.substr(0, id.find('-'));
        id.remove_prefix(std::min(word.size() + 1, id.size()));
        bool const is_digits = is_number(word);
        if (word.empty() || (is_digits && word.size() == kDateDigits))
            continue;
        if (!name.empty())
            name += is_digits && after_number ? '.' : ' ';
        name += static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
        name += word.substr(1);
        after_number = is_digits;
    }
    return name;
}

std::vector<std::string> models_of(Rules const& rules)
{
    if (allows(rules.models, "*"))
        return {kModels.begin(), kModels.end()};
    return rules.models;
}

/// The creation date is unknown; Claude itself reports 1970 in that case.
json::object described(Rules const& rules, std::string const& id)
{
    return {{"id", id},
            {"type", "model"},
            {"display_name", name_of(id)},
            {"created_at", "1970-01-01T00:00:00Z"},
            {"lifecycle", "active"},
            {"line", nullptr},
            {"max_input_tokens", nullptr},
            {"max_tokens", rules.max_tokens},
            {"capabilities", nullptr},
            {"deprecated_at", nullptr},
            {"retires_at", nullptr}};
}

}  // namespace

http::Reply list_models(Claude const& claude)
{
    if (claude.key.empty())
        return not_set_up();
    auto const models = models_of(claude.rules);
    json::array data;
    data.reserve(models.size());
    for (auto const& id : models)
        data.push_back(described(claude.rules, id));
    auto const id_of = [&](bool is_there, std::size_t index) {
        return is_there ? json::value(json::string(models[index])) : json::value(nullptr);
    };
    json::object const list{{"data", data},
                            {"has_more", false},
                            {"first_id", id_of(!models.empty(), 0)},
                            {"last_id", id_of(!models.empty(), models.size() - 1)}};
    return http::ok_json(json::serialize(list));
}

http::Reply show_model(Claude const& claude, std::string_view id)
{
    auto const models = models_of(claude.rules);
    auto const found = std::find(models.begin(), models.end(), id);
    if (found == models.end())
        return http::problem(http::Code::Not_Found, "model: this server doesn't pass on calls to it.");
    return http::ok_json(json::serialize(described(claude.rules, *found)));
}

}  // namespace rmirror::proxy::claude
