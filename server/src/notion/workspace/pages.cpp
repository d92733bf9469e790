// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/pages.hpp"

#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "notion/workspace/plain_text.hpp"

#include <utility>

namespace rmirror::notion {

namespace json = boost::json;
using crypto::object_member;
using crypto::text_member;

namespace {

std::string title_of(json::object const& page)
{
    auto const* const properties = object_member(page, "properties");
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
    auto const* const icon = object_member(page, "icon");
    return icon ? std::string(text_member(*icon, "emoji")) : "";
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
    auto answer = notion::search(api, user_id, access, "page", search);
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto& found = std::get<Found>(answer);
    PageList list{.pages = {}, .next = std::move(found.next)};
    for (auto const& object : found.objects)
        if (auto page = read_page(object))
            list.pages.push_back(std::move(*page));
    return list;
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
