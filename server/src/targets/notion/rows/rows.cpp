// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/rows.hpp"

#include "crypto/json_member.hpp"
#include "notion/workspace/row_properties.hpp"
#include "targets/notion/client/read_properties.hpp"

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

/// Minimum age of "Synced At" before it is written again, so that a page that changes constantly doesn't cost
/// a call each time.
constexpr std::chrono::minutes kFresh{10};

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

void note(KnownRows& rows, Row row)
{
    auto const [found, is_new] = rows.try_emplace(row.number, row);
    auto& known = found->second;
    if (known.id == row.id)
        known.stamped = std::max(known.stamped, row.stamped);
    else if (row.was_recreated && !known.was_recreated)
        known = std::move(row);
}

}  // namespace

KnownRows known_rows(NotebookState const& notebook_state)
{
    KnownRows rows;
    for (auto const& item : notebook_state.items) {
        if (auto row = row_of(item.remote))
            note(rows, std::move(*row));
        auto const* const further = crypto::array_member(item.remote.metadata, "rows");
        for (auto const& one : further ? *further : json::array())
            if (auto const* const kept = one.if_object())
                if (auto row = row_of(Remote{.id = {}, .metadata = *kept}))
                    note(rows, std::move(*row));
    }
    return rows;
}

Rows::Rows(TargetContext& context, std::string notebook_uuid)
    : api_(context),
      source_(context.setting("data_source")),
      notebook_state_(context.notebook_state()),
      notebook_uuid_(std::move(notebook_uuid)),
      known_(known_rows(notebook_state_))
{}

Remote Rows::remote() const
{
    auto const& first = known_.at(1);
    Remote remote{first.id, metadata_of(first)};
    json::array further;
    for (auto const& [number, row] : known_)
        if (number > 1)
            further.push_back(metadata_of(row));
    if (!further.empty())
        remote.metadata["rows"] = std::move(further);
    return remote;
}

std::optional<DeliveryResult> Rows::query_once()
{
    return std::exchange(has_queried_, true) ? std::nullopt : query();
}

std::optional<DeliveryResult> Rows::find()
{
    return known_.empty() && notebook_state_.was_there ? query_once() : std::nullopt;
}

json::object Rows::query_of_rows() const
{
    json::object const filter{{"property", "UUID"}, {"rich_text", {{"starts_with", notebook_uuid_}}}};
    return json::object{{"filter", filter}};
}

std::optional<DeliveryResult> Rows::query()
{
    auto const answer = ask("POST", "/data_sources/" + source_ + "/query", query_of_rows());
    if (answer.failure)
        return answer.failure;
    note_found(answer.value);
    return std::nullopt;
}

std::optional<DeliveryResult> Rows::look_in(std::string const& source)
{
    auto const answer = api_.ask("POST", "/data_sources/" + source + "/query", query_of_rows());
    if (answer.is_gone() || answer.is_refused())
        return std::nullopt;
    if (answer.failure)
        return answer.failure;
    note_found(answer.value);
    return std::nullopt;
}

void Rows::note_found(json::object const& answer)
{
    auto const* const results = crypto::array_member(answer, "results");
    for (auto const& result : results ? *results : json::array()) {
        auto const* const page = result.if_object();
        auto const mark = page ? parse_row_key(text_in(*page, "UUID")) : std::nullopt;
        if (mark &&
            known_
                .try_emplace(mark->number, Row{.id = id_of(*page), .number = mark->number, .is_found = true})
                .second)
            has_news_ = true;
    }
}

std::optional<DeliveryResult> Rows::open(std::size_t number)
{
    if (known_.contains(number))
        return std::nullopt;
    // A further row is looked for first, because an unfinished attempt may have made it.
    if (notebook_state_.was_there || number > 1)
        if (auto failure = query_once())
            return failure;
    return known_.contains(number) ? std::nullopt : make(number);
}

std::optional<DeliveryResult> Rows::recreate(std::size_t number)
{
    auto former = known_.extract(number);
    // An earlier attempt may have made it.
    auto failure = query();
    if (!failure && !known_.contains(number))
        failure = make(number);
    if (failure) {
        known_.insert(std::move(former));
        return failure;
    }
    at(number).was_recreated = true;
    has_news_ = true;
    return std::nullopt;
}

Answered<bool> Rows::is_removed(Row const& row)
{
    auto const answer = api_.ask("GET", "/pages/" + row.id);
    if (answer.is_gone())
        return {.value = true};
    return {.value = is_in_trash(answer.value), .failure = answer.failure};
}

std::optional<DeliveryResult> Rows::make(std::size_t number)
{
    auto const now = seconds_now();
    auto const answer = ask("POST", "/pages",
                            {{"parent", {{"type", "data_source_id"}, {"data_source_id", source_}}},
                             {"properties", with(properties_of(notebook_state_, {notebook_uuid_, number}),
                                                 sync_properties(notebook_state_, now))}});
    if (answer.failure)
        return answer.failure;
    known_[number] = {.id = id_of(answer.value), .number = number, .stamped = now, .is_new = true};
    has_news_ = true;
    return std::nullopt;
}

std::optional<DeliveryResult> Rows::patch(Row const& row, json::object const& properties)
{
    return ask("PATCH", "/pages/" + row.id, {{"properties", properties}}).failure;
}

std::optional<DeliveryResult> Rows::update(Row& row)
{
    row.stamped = seconds_now();
    return patch(row, with(properties_of(notebook_state_, {notebook_uuid_, row.number}),
                           sync_properties(notebook_state_, row.stamped)));
}

bool Rows::is_stale(Row const& row)
{
    return seconds_now() - row.stamped >= std::chrono::seconds(kFresh).count();
}

std::optional<DeliveryResult> Rows::stamp(Row& row, bool has_failed)
{
    row.stamped = seconds_now();
    return patch(row, sync_properties(notebook_state_, row.stamped, has_failed));
}

/// Makes a call that fails if the database lacks properties. Such a failure stops the integration. If the
/// database turns out to be in order, a user has just repaired it, and the call is made once more.
Object Rows::ask(std::string_view method, std::string const& path, json::object const& body)
{
    auto answer = api_.ask(method, path, body);
    // For a row that is gone the caller knows what to do.
    bool const is_row_gone = answer.is_gone() && method == "PATCH";
    if (is_row_gone || (!answer.is_refused() && !answer.is_gone()))
        return answer;
    auto about_source = check_source(api_, source_);
    if (!about_source)
        return api_.ask(method, path, body);
    answer.failure = std::move(about_source);
    return answer;
}

namespace {

DeliveryResult stop(std::string sentence)
{
    return {.outcome = Outcome::retry(ErrorClass::invalid_data, std::move(sentence)),
            .remote = std::nullopt,
            .others = {},
            .stops = true};
}

/// The path of the object's parent; empty if it has none of these kinds.
std::string path_above(json::object const& object)
{
    auto const* const parent = crypto::object_member(object, "parent");
    for (auto const& [member, path] : {std::pair("database_id", "/databases/"),
                                       std::pair("page_id", "/pages/"), std::pair("block_id", "/blocks/")})
        if (auto const id = parent ? text_member(*parent, member) : std::string_view(); !id.empty())
            return path + std::string(id);
    return {};
}

/// Checks the database and the pages that contain it, as far as they are shared.
std::optional<DeliveryResult> check_above(Api& api, json::object const& source)
{
    constexpr int kMaxLevels = 30;
    auto path = path_above(source);
    for (int level = 0; level < kMaxLevels && !path.empty(); ++level) {
        auto const answer = api.ask("GET", path);
        if (answer.failure)
            return answer.is_gone() ? std::nullopt : answer.failure;
        if (is_in_trash(answer.value))
            return stop(level == 0 ? "The database is in Notion's trash. Restore it there, or choose another."
                                   : "The database is on a page in Notion's trash. Restore the page there, "
                                     "or choose another database.");
        path = path_above(answer.value);
    }
    return std::nullopt;
}

}  // namespace

std::optional<DeliveryResult> check_source(Api& api, std::string const& source)
{
    auto const answer = api.ask("GET", "/data_sources/" + source);
    if (answer.is_gone() || answer.is_refused())
        return stop(
            "Notion doesn't find the database, or it isn't shared with the connection. Share it in Notion, "
            "or choose another.");
    if (answer.failure)
        return answer.failure;
    if (is_in_trash(answer.value))
        return stop("The database is in Notion's trash. Restore it there, or choose another.");
    auto const missing = rmirror::notion::missing_properties(answer.value);
    if (missing.empty())
        return check_above(api, answer.value);
    return stop("The database in Notion lacks properties: " + listed(missing) + ". Add them there.");
}

}  // namespace rmirror::targets::notion
