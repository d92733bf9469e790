// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/rules.hpp"

#include <algorithm>
#include <array>

namespace rmirror::proxy::claude {

namespace {

/// Prefixes of client-side tool types; each is followed by the version's date.
constexpr std::array<std::string_view, 6> kRunByCaller = {"bash_",   "browser_toolset_", "computer_",
                                                          "memory_", "text_editor_",     "computer_toolset_"};
constexpr std::size_t kDigitsOfDate = 8;

std::string joined(std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

bool is_date(std::string_view text)
{
    return text.size() == kDigitsOfDate &&
           std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

}  // namespace

bool allows(AllowedNames const& allowed, std::string_view name)
{
    return std::any_of(allowed.begin(), allowed.end(),
                       [&](std::string const& each) { return each == "*" || each == name; });
}

std::optional<Refusal> refusal_of(std::string_view what, std::set<std::string> const& names,
                                  AllowedNames const& allowed)
{
    auto const strange = std::find_if(names.begin(), names.end(),
                                      [&](std::string const& each) { return !allows(allowed, each); });
    if (strange == names.end())
        return std::nullopt;
    auto const instead = allowed.empty() ? "It allows none." : "It allows " + joined(allowed) + ".";
    return Refusal{http::Code::Forbidden,
                   std::string(what) + ": this server doesn't allow " + *strange + ". " + instead};
}

bool is_run_by_caller(std::string_view tool_type)
{
    if (tool_type.empty() || tool_type == "custom")
        return true;
    return std::any_of(kRunByCaller.begin(), kRunByCaller.end(), [&](std::string_view name) {
        return tool_type.starts_with(name) && is_date(tool_type.substr(name.size()));
    });
}

}  // namespace rmirror::proxy::claude
