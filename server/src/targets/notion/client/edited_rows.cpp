// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/client/edited_rows.hpp"

#include "crypto/json_member.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::text_member;

constexpr int kPiece = 100;

json::object query_of(PollStart const& from)
{
    json::array sorts;
    sorts.push_back(json::object{{"timestamp", "last_edited_time"}, {"direction", "ascending"}});
    json::object query{{"page_size", kPiece}, {"sorts", std::move(sorts)}};
    if (!from.since.empty())
        query["filter"] = json::object{{"timestamp", "last_edited_time"},
                                       {"last_edited_time", {{"on_or_after", from.since}}}};
    if (!from.next.empty())
        query["start_cursor"] = from.next;
    return query;
}

}  // namespace

RemoteChanges edited_rows(TargetContext& context, std::string const& source, PollStart const& from,
                          AddRow const& add)
{
    auto const answer = Api(context).ask("POST", "/data_sources/" + source + "/query", query_of(from));
    if (answer.failure)
        return {.failure = answer.failure};
    RemoteChanges changes{.next = std::string(text_member(answer.value, "next_cursor"))};
    auto const* const results = crypto::array_member(answer.value, "results");
    for (auto const& result : results ? *results : json::array()) {
        auto const* const page = result.if_object();
        if (!page)
            continue;
        if (auto const time = text_member(*page, "last_edited_time"); time > changes.to)
            changes.to = time;
        add(*page, changes);
    }
    return changes;
}

}  // namespace rmirror::targets::notion
