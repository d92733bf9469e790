// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/search.hpp"

#include "crypto/json_member.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace rmirror::notion {

namespace json = boost::json;

namespace {

json::object body_of(std::string_view kind, Search const& search)
{
    json::object body{
        {"filter", {{"property", "object"}, {"value", json::string_view(kind.data(), kind.size())}}},
        {"sort", {{"timestamp", "last_edited_time"}, {"direction", "descending"}}},
        {"page_size", search.page_size}};
    if (!search.words.empty())
        body["query"] = search.words;
    if (!search.cursor.empty())
        body["start_cursor"] = search.cursor;
    return body;
}

}  // namespace

Answered<Found> search(Api const& api, UserId const& user_id, Access const& access, std::string_view kind,
                       Search const& search)
{
    auto const answer = api.ask(user_id, access, "POST", "/search", json::serialize(body_of(kind, search)));
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto const& list = std::get<json::object>(answer);
    auto const* const results = crypto::array_member(list, "results");
    if (!results)
        return Failed{.why = Failed::Why::odd};
    Found found;
    for (auto const& result : *results)
        if (auto const* const object = result.if_object())
            found.objects.push_back(*object);
    if (auto const next = crypto::text_member(list, "next_cursor"); !next.empty())
        found.next = std::string(next);
    return found;
}

}  // namespace rmirror::notion
