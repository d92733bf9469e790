// SPDX-License-Identifier: AGPL-3.0-or-later
#include "texts/text_json.hpp"

#include "line_diff.hpp"
#include "text_merge.hpp"

#include <boost/json.hpp>

namespace rmirror {

namespace {

namespace json = boost::json;

json::value line_or_null(std::optional<std::string> const& line)
{
    return line ? json::value(*line) : json::value(nullptr);
}

}  // namespace

std::string merged_json(std::string_view base, std::string_view mine, std::string_view theirs)
{
    auto const merged = merge_texts(base, mine, theirs);
    json::array conflicts;
    for (auto const& conflict : merged.conflicts) {
        json::object object;
        object["line"] = conflict.line;
        object["mine"] = line_or_null(conflict.mine);
        object["theirs"] = line_or_null(conflict.theirs);
        conflicts.push_back(std::move(object));
    }
    json::object object;
    object["text"] = merged.text;
    object["conflicts"] = std::move(conflicts);
    return json::serialize(object);
}

std::string diff_json(std::string_view older, std::string_view newer)
{
    auto const diff = diff_lines(lines_of(older), lines_of(newer));
    json::array became;
    became.reserve(diff.became.size());
    for (auto const& line : diff.became)
        became.push_back(line ? json::value(*line) : json::value(nullptr));
    json::object object;
    object["became"] = std::move(became);
    object["newer"] = diff.newer;
    return json::serialize(object);
}

}  // namespace rmirror
