// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/transcribe_again.hpp"

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
    FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    WHERE page.user_id = $1 AND notebook.notebook_uuid = $2 AND page.page_uuid = $3
        AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL)sql";

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

Again told(LibraryWork& work, quota::Rules const& rules, AgainOutcome outcome, PageId const& id,
           std::string_view status)
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
AgainOutcome pay(LibraryWork& work, quota::Rules const& rules, Page const& page)
{
    if (!quota::has_reader(*work))
        return AgainOutcome::no_reader;
    if (!has_any_left(work, rules) || !quota::reserve(*work, rules, work.user_id(), page.id))
        return AgainOutcome::no_quota;
    if (quota::count_retry(*work, rules, work.user_id(), page.id, page.look))
        return AgainOutcome::begun;
    quota::release(*work, rules, work.user_id(), page.id);
    return AgainOutcome::too_often;
}

}  // namespace

Again transcribe_again(LibraryWork& work, quota::Rules const& rules, AgainWish const& wish)
{
    auto const rows =
        work->exec_params(kFindPage, work.user_id(), wish.notebook_uuid, wish.page_uuid, wish.instead_of);
    if (rows.empty())
        return {};
    auto const page = page_of_row(rows[0]);
    if (!page.is_read)
        return {AgainOutcome::not_read, ""};
    if (page.status == "pending" || page.status == "processing")
        return told(work, rules, AgainOutcome::begun, page.id, page.status);
    if (page.status != "completed")
        return {AgainOutcome::not_read, ""};
    if (!page.is_as_seen)
        return told(work, rules, AgainOutcome::done, page.id, page.status);
    if (auto const outcome = pay(work, rules, page); outcome != AgainOutcome::begun)
        return {outcome, ""};
    queue_again(work, page.id, page.look);
    return told(work, rules, AgainOutcome::begun, page.id, "pending");
}

}  // namespace rmirror::reading
