// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/retranscribe.hpp"

#include "db/ids.hpp"
#include "reading/page_state.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <cstdint>

namespace rmirror::reading {

namespace {

namespace json = boost::json;
using library::LibraryWork;

constexpr auto kFindPage = R"sql(
    SELECT page.id, page.image_hash, page.ocr_status,
        coalesce(to_json(page.ocr_completed_at) #>> '{}' = $4, false),
        coalesce(page.image_hash = page.ink_hash AND page.ocr_hash = page.ink_hash, false)
            AND page.ocr_completed_at IS NOT NULL
    FROM pages AS page WHERE page.user_id = $1 AND page.id = (SELECT page_named($1, $2, $3)))sql";

struct Page {
    PageId id;
    std::string look;
    std::string status;
    bool is_as_seen = false;
    bool is_read = false;  // In its present look.
};

Page page_of_row(pqxx::row const& row)
{
    return {row[0].as<PageId>(), row[1].as<std::string>(""), row[2].as<std::string>(), row[3].as<bool>(),
            row[4].as<bool>()};
}

json::value quota_now(LibraryWork& work, quota::Rules const& rules)
{
    return json::parse(quota::describe(*work, rules, work.user_id()));
}

Retranscription result_of(LibraryWork& work, quota::Rules const& rules, RetranscribeOutcome outcome,
                          PageId const& id, std::string_view status)
{
    return {outcome, json::serialize(json::object{
                         {"page_id", id.text()}, {"ocr_status", status}, {"quota", quota_now(work, rules)}})};
}

/// Checked before reserving, because a failed reservation notifies the owner that pages wait. Here the reply
/// says so instead.
bool has_any_left(LibraryWork& work, quota::Rules const& rules)
{
    auto const left = quota_now(work, rules).at("left");
    return left.is_null() || left.to_number<std::int64_t>() > 0;
}

/// Reserves a unit and counts the retry. If either fails, neither remains.
RetranscribeOutcome pay(LibraryWork& work, quota::Rules const& rules, Page const& page)
{
    if (!quota::has_reader(*work))
        return RetranscribeOutcome::no_reader;
    if (!has_any_left(work, rules) || !quota::reserve(*work, rules, work.user_id(), page.id))
        return RetranscribeOutcome::no_quota;
    if (quota::count_retry(*work, work.user_id(), page.id, page.look))
        return RetranscribeOutcome::begun;
    quota::release(*work, rules, work.user_id(), page.id);
    return RetranscribeOutcome::too_often;
}

}  // namespace

Retranscription retranscribe(LibraryWork& work, quota::Rules const& rules, RetranscribeRequest const& request)
{
    auto const rows = work->exec_params(kFindPage, work.user_id(), request.notebook_uuid, request.page_uuid,
                                        request.instead_of);
    if (rows.empty())
        return {};
    auto const page = page_of_row(rows[0]);
    if (!page.is_read)
        return {RetranscribeOutcome::not_read, ""};
    if (page.status == "pending" || page.status == "processing")
        return result_of(work, rules, RetranscribeOutcome::begun, page.id, page.status);
    if (page.status != "completed")
        return {RetranscribeOutcome::not_read, ""};
    if (!page.is_as_seen)
        return result_of(work, rules, RetranscribeOutcome::done, page.id, page.status);
    if (auto const outcome = pay(work, rules, page); outcome != RetranscribeOutcome::begun)
        return {outcome, ""};
    queue_retranscription(work, page.id, page.look);
    return result_of(work, rules, RetranscribeOutcome::begun, page.id, "pending");
}

}  // namespace rmirror::reading
