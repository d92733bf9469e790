// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/row.hpp"

#include "base/utc_text.hpp"
#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "targets/notion/client/rich_text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::text_member;

constexpr std::size_t kMaxTags = 100;
constexpr std::size_t kMaxTagUnits = 100;

std::string name_of_type(std::string_view document_type)
{
    if (document_type == "pdf")
        return "PDF";
    if (document_type == "notes")
        return "Note";
    return document_type == "epub" ? "EPUB" : "Notebook";
}

}  // namespace

json::array tag_options(json::object const& facts)
{
    json::array options;
    std::vector<std::string> names;
    auto const* const tags = crypto::array_member(facts, "tags");
    if (!tags)
        return options;
    for (auto const& tag : *tags) {
        std::string name(tag.is_string() ? std::string_view(tag.get_string().data(), tag.get_string().size())
                                         : std::string_view());
        std::replace(name.begin(), name.end(), ',', ' ');
        auto const pieces = pieces_of(name, kMaxTagUnits);
        if (pieces.empty() || options.size() == kMaxTags)
            continue;
        name = pieces.front();
        if (std::find(names.begin(), names.end(), name) == names.end())
            options.push_back(json::object{{"name", name}});
        names.push_back(std::move(name));
    }
    return options;
}

std::optional<std::size_t> row_number_of(Remote const& remote)
{
    if (auto const* const number = remote.metadata.if_contains("row_number"))
        return number->to_number<std::size_t>();
    return remote.metadata.contains("row") ? std::optional<std::size_t>(1) : std::nullopt;
}

std::optional<Row> row_of(Remote const& remote)
{
    auto const id = text_member(remote.metadata, "row");
    if (id.empty())
        return std::nullopt;
    auto const* const stamped = remote.metadata.if_contains("stamped");
    return Row{.id = std::string(id),
               .number = row_number_of(remote).value(),
               .is_found = remote.metadata.contains("row_found"),
               .was_recreated = remote.metadata.contains("row_second"),
               .stamped = stamped ? stamped->to_number<std::int64_t>() : 0};
}

json::object metadata_of(Row const& row)
{
    json::object metadata{{"row", row.id}};
    if (row.number > 1)
        metadata["row_number"] = row.number;
    if (row.is_found)
        metadata["row_found"] = true;
    if (row.was_recreated)
        metadata["row_second"] = true;
    if (row.stamped > 0)
        metadata["stamped"] = row.stamped;
    return metadata;
}

std::string text_of(RowKey const& mark)
{
    return mark.notebook_uuid + (mark.number > 1 ? "/" + std::to_string(mark.number) : "");
}

std::optional<RowKey> parse_row_key(std::string_view text)
{
    auto const slash = std::min(text.find('/'), text.size());
    auto uuid = input::parse_uuid(text.substr(0, slash));
    if (!uuid || slash == text.size())
        return uuid ? std::optional(RowKey{*uuid}) : std::nullopt;
    RowKey mark{.notebook_uuid = std::move(*uuid)};
    auto const* const end = text.data() + text.size();
    auto const [after, error] = std::from_chars(text.data() + slash + 1, end, mark.number);
    return error == std::errc() && after == end && mark.number > 1 ? std::optional(std::move(mark))
                                                                   : std::nullopt;
}

namespace {

/// "Diary", or "Diary (2)" for a further row.
std::string title_of(std::string_view name, std::size_t number)
{
    return std::string(name.empty() ? "Untitled" : name) +
           (number > 1 ? " (" + std::to_string(number) + ")" : "");
}

}  // namespace

json::object properties_of(NotebookState const& notebook_state, RowKey const& mark)
{
    auto const& facts = notebook_state.facts;
    return {
        {"Name", {{"title", rich_text(title_of(text_member(facts, "visible_name"), mark.number))}}},
        {"UUID", {{"rich_text", rich_text(text_of(mark))}}},
        {"Path", {{"rich_text", rich_text(text_member(facts, "full_path"))}}},
        {"Pages", {{"number", notebook_state.pages.size()}}},
        {"Type", {{"select", {{"name", name_of_type(text_member(facts, "document_type"))}}}}},
        {"Tags", {{"multi_select", tag_options(facts)}}},
    };
}

json::object date_property(std::string_view date)
{
    return {{"date", {{"start", json::string_view(date.data(), date.size())}}}};
}

json::object sync_properties(NotebookState const& notebook_state, std::int64_t at, bool has_failed)
{
    json::object stamp{{"Synced At", date_property(utc_text(at))},
                       {"Status", {{"select", {{"name", has_failed ? "Error" : "Synced"}}}}}};
    if (!notebook_state.last_opened.empty())
        stamp["Last Opened"] = date_property(notebook_state.last_opened);
    if (!notebook_state.last_modified.empty())
        stamp["Last Modified"] = date_property(notebook_state.last_modified);
    return stamp;
}

}  // namespace rmirror::targets::notion
