// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/row.hpp"

#include "base/utc_text.hpp"
#include "crypto/json_member.hpp"
#include "notion/row_properties.hpp"
#include "targets/notion/rich_text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::text_member;
using queue::ErrorClass;
using queue::Outcome;

constexpr std::size_t kMostTags = 100;
constexpr std::size_t kMostTagUnits = 100;
/// A page that changes all the time costs no call each time to say so.
constexpr std::chrono::minutes kFresh{10};

std::string name_of_type(std::string_view document_type)
{
    if (document_type == "pdf")
        return "PDF";
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
        auto const pieces = pieces_of(name, kMostTagUnits);
        if (pieces.empty() || options.size() == kMostTags)
            continue;
        name = pieces.front();
        if (std::find(names.begin(), names.end(), name) == names.end())
            options.push_back(json::object{{"name", name}});
        names.push_back(std::move(name));
    }
    return options;
}

namespace {

json::object with(json::object properties, json::object const& more)
{
    for (auto const& member : more)
        properties[member.key()] = member.value();
    return properties;
}

std::int64_t seconds_now()
{
    return std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
}

}  // namespace

std::optional<Row> row_of(Remote const& remote)
{
    auto const id = text_member(remote.metadata, "row");
    if (id.empty())
        return std::nullopt;
    auto const* const stamped = remote.metadata.if_contains("stamped");
    return Row{.id = std::string(id),
               .is_found = remote.metadata.contains("row_found"),
               .is_second = remote.metadata.contains("row_second"),
               .stamped = stamped ? stamped->to_number<std::int64_t>() : 0};
}

std::optional<Row> known_row(Standing const& standing)
{
    std::optional<Row> known;
    for (auto const& item : standing.items) {
        auto row = row_of(item.remote);
        if (row && known)
            known->stamped = std::max(known->stamped, row->stamped);
        else if (row)
            known = std::move(row);
    }
    return known;
}

json::object metadata_of(Row const& row)
{
    json::object metadata{{"row", row.id}};
    if (row.is_found)
        metadata["row_found"] = true;
    if (row.is_second)
        metadata["row_second"] = true;
    if (row.stamped > 0)
        metadata["stamped"] = row.stamped;
    return metadata;
}

json::object properties_of(json::object const& facts, std::string const& notebook_uuid,
                           Standing const& standing)
{
    auto const name = text_member(facts, "visible_name");
    json::object properties{
        {"Name", {{"title", rich_text(name.empty() ? "Untitled" : name)}}},
        {"UUID", {{"rich_text", rich_text(notebook_uuid)}}},
        {"Path", {{"rich_text", rich_text(text_member(facts, "full_path"))}}},
        {"Pages", {{"number", standing.pages.size()}}},
    };
    // A context does not know these.
    if (facts.contains("document_type")) {
        properties["Type"] = {{"select", {{"name", name_of_type(text_member(facts, "document_type"))}}}};
        properties["Tags"] = {{"multi_select", tag_options(facts)}};
    }
    return properties;
}

json::object date_property(std::string_view date)
{
    return {{"date", {{"start", json::string_view(date.data(), date.size())}}}};
}

json::object stamp_of(Standing const& standing, std::int64_t at, bool has_failed)
{
    json::object stamp{{"Synced At", date_property(utc_text(at))},
                       {"Status", {{"select", {{"name", has_failed ? "Error" : "Synced"}}}}}};
    if (!standing.last_opened.empty())
        stamp["Last Opened"] = date_property(standing.last_opened);
    if (!standing.last_modified.empty())
        stamp["Last Modified"] = date_property(standing.last_modified);
    return stamp;
}

Answered<std::optional<Row>> Rows::find(Delivery const& item)
{
    if (auto const known = known_row(standing_))
        return {.value = known};
    return standing_.was_there ? look_for(item) : Answered<std::optional<Row>>();
}

Answered<std::optional<Row>> Rows::look_for(Delivery const& item)
{
    json::object const filter{{"property", "UUID"}, {"rich_text", {{"equals", item.notebook_uuid}}}};
    auto const answer = api_.ask("POST", "/data_sources/" + source_ + "/query", {{"filter", filter}});
    if (answer.failure)
        return {.failure = explained(answer)};
    auto const* const results = crypto::array_member(answer.value, "results");
    auto const* const first = results && !results->empty() ? results->front().if_object() : nullptr;
    if (!first)
        return {};
    return {.value = Row{.id = id_of(*first), .is_found = true}};
}

Answered<Row> Rows::row_for(Delivery const& item)
{
    auto const found = find(item);
    if (found.failure)
        return {.failure = found.failure};
    if (found.value)
        return {.value = *found.value};
    return make(item);
}

Answered<bool> Rows::is_removed(Row const& row)
{
    auto const answer = api_.ask("GET", "/pages/" + row.id);
    if (answer.is_gone())
        return {.value = true};
    return {.value = is_in_trash(answer.value), .failure = answer.failure};
}

Answered<Row> Rows::make(Delivery const& item)
{
    auto const& facts = item.type == ItemType::notebook_metadata ? item.content : item.context;
    auto const now = seconds_now();
    auto const answer = api_.ask("POST", "/pages",
                                 {{"parent", {{"type", "data_source_id"}, {"data_source_id", source_}}},
                                  {"properties", with(properties_of(facts, item.notebook_uuid, standing_),
                                                      stamp_of(standing_, now))}});
    if (answer.failure)
        return {.failure = explained(answer)};
    return {.value = Row{.id = id_of(answer.value), .stamped = now}};
}

std::optional<Ending> Rows::update(Row& row, Delivery const& item)
{
    row.stamped = seconds_now();
    auto const properties =
        with(properties_of(item.content, item.notebook_uuid, standing_), stamp_of(standing_, row.stamped));
    auto const answer = api_.ask("PATCH", "/pages/" + row.id, {{"properties", properties}});
    return answer.is_refused() ? explained(answer) : answer.failure;
}

bool Rows::is_stale(Row const& row)
{
    return seconds_now() - row.stamped >= std::chrono::seconds(kFresh).count();
}

std::optional<Ending> Rows::stamp(Row& row, bool has_failed)
{
    row.stamped = seconds_now();
    auto const answer =
        api_.ask("PATCH", "/pages/" + row.id, {{"properties", stamp_of(standing_, row.stamped, has_failed)}});
    return answer.is_refused() ? explained(answer) : answer.failure;
}

/// A refusal of properties is about the database, and stops all.
std::optional<Ending> Rows::explained(Object const& answer)
{
    if (!answer.is_refused() && !answer.is_gone())
        return answer.failure;
    auto about_source = check_source();
    return about_source ? about_source : answer.failure;
}

std::optional<Ending> Rows::check_source()
{
    auto const answer = api_.ask("GET", "/data_sources/" + source_);
    auto const stop = [](std::string sentence) {
        return Ending{.outcome = Outcome::retry(ErrorClass::invalid_data, std::move(sentence)),
                      .remote = std::nullopt,
                      .others = {},
                      .stops = true};
    };
    if (answer.is_gone() || answer.is_refused())
        return stop(
            "Notion doesn't find the database, or it isn't shared with the connection. Share it in Notion, "
            "or "
            "choose another.");
    if (answer.failure)
        return answer.failure;
    if (is_in_trash(answer.value))
        return stop("The database is in Notion's trash. Restore it there, or choose another.");
    auto const missing = rmirror::notion::missing_properties(answer.value);
    if (missing.empty())
        return std::nullopt;
    return stop("The database in Notion lacks properties: " + listed(missing) + ". Add them there.");
}

}  // namespace rmirror::targets::notion
