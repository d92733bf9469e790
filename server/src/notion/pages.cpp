// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/pages.hpp"

#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "notion/plain_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace rmirror::notion {

namespace json = boost::json;
using crypto::text_member;

namespace {

std::string title_of(json::object const& page)
{
    auto const* const properties = object_at(page, "properties");
    if (!properties)
        return {};
    for (auto const& [name, value] : *properties) {
        auto const* const property = value.if_object();
        if (property && text_member(*property, "type") == "title")
            return plain_text(*property, "title");
    }
    return {};
}

std::string icon_of(json::object const& page)
{
    auto const* const icon = object_at(page, "icon");
    return icon ? std::string(text_member(*icon, "emoji")) : "";
}

json::object body_of(Search const& search)
{
    json::object body{{"filter", {{"property", "object"}, {"value", "page"}}},
                      {"sort", {{"timestamp", "last_edited_time"}, {"direction", "descending"}}},
                      {"page_size", search.most}};
    if (!search.words.empty())
        body["query"] = search.words;
    if (!search.cursor.empty())
        body["start_cursor"] = search.cursor;
    return body;
}

}  // namespace

std::optional<Page> read_page(json::object const& object)
{
    auto id = input::parse_uuid(text_member(object, "id"));
    if (!id || text_member(object, "object") != "page")
        return std::nullopt;
    return Page{std::move(*id), title_of(object), std::string(text_member(object, "url")),
                std::string(text_member(object, "last_edited_time")), icon_of(object)};
}

Answered<PageList> search_pages(Api const& api, UserId const& user_id, Access const& access,
                                Search const& search)
{
    auto const answer = api.ask(user_id, access, "POST", "/search", json::serialize(body_of(search)));
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto const& list = std::get<json::object>(answer);
    auto const* const results = array_at(list, "results");
    if (!results)
        return Failed{.why = Failed::Why::odd};
    PageList found;
    for (auto const& result : *results) {
        auto const* const object = result.if_object();
        if (auto page = object ? read_page(*object) : std::nullopt)
            found.pages.push_back(std::move(*page));
    }
    if (auto const next = text_member(list, "next_cursor"); !next.empty())
        found.next = std::string(next);
    return found;
}

Answered<Page> show_page(Api const& api, UserId const& user_id, Access const& access, std::string const& id)
{
    auto const answer = api.ask(user_id, access, "GET", "/pages/" + id);
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto page = read_page(std::get<json::object>(answer));
    if (!page)
        return Failed{.why = Failed::Why::odd};
    return std::move(*page);
}

}  // namespace rmirror::notion
