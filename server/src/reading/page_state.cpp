// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/page_state.hpp"

#include "db/ids.hpp"
#include "queue/enqueue.hpp"
#include "queue/waiting.hpp"

namespace rmirror::reading {

using library::LibraryWork;

namespace {

constexpr auto kSetStatus = R"sql(
    UPDATE pages SET ocr_status = $3, ocr_error = $4
    WHERE id = $1 AND user_id = $2 AND (ocr_status, ocr_error) IS DISTINCT FROM ($3, $4)
        AND ($5::text IS NULL OR (ink_hash = $5 AND image_hash = $5)))sql";

constexpr auto kNotifyWaitingUsers = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    SELECT user_id, 'connection_broken', 'ocr ' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
           jsonb_build_object('target_name', 'ocr', 'error_class', $2::text, 'error_message', $3::text)
    FROM unnest($1::uuid[]) AS waiting (user_id)
    ORDER BY user_id
    ON CONFLICT DO NOTHING)sql";

constexpr auto kResetForRetry = R"sql(
    UPDATE pages SET ocr_status = 'pending', ocr_error = NULL
    WHERE user_id = $1 AND id = $2 AND ocr_status IN ('failed', 'skipped'))sql";

constexpr auto kGiveUp = R"sql(
    UPDATE pages SET ocr_status = 'failed', ocr_error = 'The transcription was cancelled. You can retry it.'
    WHERE user_id = $1 AND id = $2 AND ocr_status = 'pending')sql";

constexpr auto kLetWait = R"sql(
    UPDATE pages SET ocr_status = 'pending', ocr_error = NULL WHERE user_id = $1 AND id = $2)sql";

constexpr std::string_view kRetranscribe = "update";

bool may_have_been_answered(queue::Item const& item)
{
    using queue::ErrorClass;
    return item.last_error == ErrorClass::invalid_data || item.last_error == ErrorClass::unknown_error;
}

}  // namespace

PageId page_of(queue::Item const& item)
{
    return PageId(item.item_key);
}

library::PageLook look_of(queue::Item const& item)
{
    return {page_of(item), item.content_hash.empty() ? std::nullopt : std::optional(item.content_hash)};
}

void set_status(LibraryWork& work, queue::Item const& item, std::string_view status,
                std::optional<std::string> const& error)
{
    auto const look = item.content_hash.empty() ? std::nullopt : std::optional(item.content_hash);
    work->exec_params0(kSetStatus, page_of(item), item.user_id, std::string(status), error, look);
}

void notify_waiting_users(LibraryWork& work, queue::Outcome const& outcome)
{
    work->exec_params0(kNotifyWaitingUsers, queue::users_waiting(*work, kTarget),
                       std::string(queue::to_string(outcome.error)), outcome.message);
}

bool reset_for_retry(LibraryWork& work, queue::Item const& item)
{
    if (may_have_been_answered(item) &&
        !quota::count_retry(*work, item.user_id, page_of(item), item.content_hash))
        return false;
    work->exec_params0(kResetForRetry, item.user_id, page_of(item));
    return true;
}

void queue_retranscription(LibraryWork& work, PageId const& page_id, std::string const& look)
{
    work->exec_params0(kLetWait, work.user_id(), page_id);
    queue::enqueue(*work, work.user_id(),
                   {.target_name = std::string(kTarget),
                    .item_type = std::string(kItemType),
                    .item_key = page_id.text(),
                    .operation = std::string(kRetranscribe),
                    .content_hash = look,
                    .trigger = queue::Trigger::manual});
}

bool is_retranscription(queue::Item const& item)
{
    return item.operation == kRetranscribe;
}

void give_up(LibraryWork& work, quota::Rules const& rules, queue::Item const& item)
{
    quota::release(*work, rules, item.user_id, page_of(item));
    if (is_retranscription(item))
        return set_status(work, item, "completed");
    work->exec_params0(kGiveUp, item.user_id, page_of(item));
}

}  // namespace rmirror::reading
