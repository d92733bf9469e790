// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/moves.hpp"

#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "notion/workspace/row_properties.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::object_member;
using crypto::text_member;
using rmirror::notion::MissingProperty;

/// Types of properties that Notion fills in.
constexpr std::array<std::string_view, 9> kComputedTypes = {
    "formula",      "rollup",     "unique_id",        "button",        "verification",
    "created_time", "created_by", "last_edited_time", "last_edited_by"};

bool is_empty(json::value const& value)
{
    if (auto const* const list = value.if_array())
        return list->empty();
    if (auto const* const text = value.if_string())
        return text->empty();
    auto const* const flag = value.if_bool();
    return value.is_null() || (flag && !*flag);
}

std::string id_in(std::string_view text)
{
    return input::parse_uuid(text).value_or(std::string(text));
}

/// The data source that a row is in; empty if its page is elsewhere.
std::string source_of(json::object const& page)
{
    auto const* const parent = object_member(page, "parent");
    return parent ? id_in(text_member(*parent, "data_source_id")) : std::string();
}

/// Properties with a value of the row that the other data source lacks; views of `page`. UNSURE (2026-11):
/// Notion doesn't document what a move keeps. Its apps keep values whose property is there by the same name
/// and type.
std::vector<MissingProperty> lost_by_move(json::object const& page, json::object const& source)
{
    std::vector<MissingProperty> lost;
    auto const* const there = object_member(source, "properties");
    auto const* const properties = object_member(page, "properties");
    if (!properties)
        return lost;
    for (auto const& member : *properties) {
        std::string_view const name(member.key().data(), member.key().size());
        auto const* const property = member.value().if_object();
        auto const type = property ? text_member(*property, "type") : std::string_view();
        auto const* const content = property ? crypto::member_of(*property, type) : nullptr;
        bool const is_computed =
            std::find(kComputedTypes.begin(), kComputedTypes.end(), type) != kComputedTypes.end();
        if (!content || is_computed || is_empty(*content))
            continue;
        auto const* const same = there ? object_member(*there, name) : nullptr;
        if (!same || text_member(*same, "type") != type)
            lost.push_back({.wanted = {name, type}, .found_type = {}});
    }
    return lost;
}

class Moving {
public:
    Moving(TargetContext& context, Rows& rows, std::string const& former)
        : api_(context), rows_(rows), former_(id_in(former)), source_(id_in(context.setting("data_source")))
    {}

    std::optional<DeliveryResult> move(Row& row);

private:
    std::optional<DeliveryResult> read_source();

    Api api_;
    Rows& rows_;
    std::string former_;
    std::string source_;
    std::optional<json::object> known_source_ = {};
};

/// Reads the data source once. Returns the reason why it accepts no rows, if any.
std::optional<DeliveryResult> Moving::read_source()
{
    if (known_source_)
        return std::nullopt;
    auto const path = "/data_sources/" + source_;
    auto answer = api_.ask("GET", path);
    if (answer.failure || is_in_trash(answer.value) ||
        !rmirror::notion::missing_properties(answer.value).empty()) {
        if (auto why = check_source(api_, source_))
            return why;
        answer = api_.ask("GET", path);  // A user has repaired it since it was read.
        if (answer.failure)
            return std::move(answer.failure);
    }
    known_source_ = std::move(answer.value);
    return std::nullopt;
}

std::optional<DeliveryResult> Moving::move(Row& row)
{
    auto const page = api_.ask("GET", "/pages/" + row.id);
    if (page.is_gone() || (!page.failure && is_in_trash(page.value)))
        return std::nullopt;  // Whether it is created again is decided when it is written.
    if (page.failure)
        return page.failure;
    auto const at = source_of(page.value);
    if (at == source_)
        return rows_.update(row);  // An attempt that didn't finish has moved it.
    if (at != former_)
        return std::nullopt;
    if (auto failure = read_source())
        return failure;
    if (auto const lost = lost_by_move(page.value, *known_source_); !lost.empty())
        return DeliveryResult{
            .outcome = queue::Outcome::rejected(
                queue::ErrorClass::invalid_data,
                "The row can't be moved: the other database in Notion lacks properties that you filled in: " +
                    rmirror::notion::listed(lost) + ". Add them there."),
            .remote = std::nullopt};
    auto const moved = api_.ask("POST", "/pages/" + row.id + "/move",
                                {{"parent", {{"type", "data_source_id"}, {"data_source_id", source_}}}});
    return moved.failure ? moved.failure : rows_.update(row);
}

}  // namespace

std::optional<DeliveryResult> move_rows(TargetContext& context, Rows& rows, std::string const& former)
{
    Moving moving(context, rows, former);
    std::vector<std::size_t> numbers;
    for (auto const& [number, row] : rows.known())
        numbers.push_back(number);
    for (auto const number : numbers)
        if (auto failure = moving.move(rows.at(number)))
            return failure;
    return std::nullopt;
}

}  // namespace rmirror::targets::notion
