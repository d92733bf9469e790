// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/page_job.hpp"

#include "db/ids.hpp"
#include "library/documents/page_text.hpp"
#include "library/work.hpp"
#include "reading/groups.hpp"
#include "reading/page_state.hpp"

#include <utility>

namespace rmirror::reading {

namespace {

using library::LibraryWork;
using queue::ErrorClass;
using queue::Item;
using queue::Outcome;
using queue::Status;

constexpr auto kIsThere = R"sql(
    SELECT EXISTS (SELECT 1 FROM pages
                   WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL AND image_hash IS NOT NULL))sql";

/// How long a page waits for an identical one. It is woken when that one has been read.
constexpr std::chrono::seconds kIdenticalPageWait{30};
/// Until the pages have been read that could reach the limit of failures.
constexpr std::chrono::seconds kFailureWait{5};

library::PageLook look_of(Item const& item)
{
    return {page_of(item), item.content_hash.empty() ? std::nullopt : std::optional(item.content_hash)};
}

/// Copies the text of an identical page. The service isn't called, so nothing is charged.
Outcome copied(quota::Rules const& rules, Item const& item, ocr::PageText text)
{
    return Outcome::done([rules, item, text = std::move(text)](pqxx::work& transaction) {
        LibraryWork work(transaction, item.user_id);
        write_page_text(work, look_of(item), text);
        quota::release(*work, rules, item.user_id, page_of(item));
    });
}

/// The quota is used up. A page that has a text already stays completed instead of waiting.
Outcome deferred(LibraryWork& work, Item const& item)
{
    set_status(work, item, is_retranscription(item) ? "completed" : "pending_quota");
    return Outcome::dropped(ErrorClass::quota_exceeded, "The page waits until the page quota resets.");
}

/// Without a limit there is no quota reset to wait for, so the page fails.
Outcome too_many_failures(LibraryWork& work, quota::Rules const& rules, Item const& item)
{
    if (quota::has_limit(*work, item.user_id))
        return deferred(work, item);
    return Outcome::rejected(ErrorClass::quota_exceeded,
                             "The transcription of " + std::to_string(rules.failed_pages) +
                                 " pages failed this month. You can retry this page next month.");
}

/// Reserves a unit and marks the page as being read, or returns the reason not to read it.
std::optional<Outcome> prepare(LibraryWork& work, quota::Rules const& rules, Item const& item)
{
    if (!work->exec_params1(kIsThere, page_of(item), item.user_id)[0].as<bool>())
        return Outcome::dropped(ErrorClass::invalid_data, "The page doesn't exist any more.");
    if (!is_retranscription(item)) {
        if (auto known = known_page_text(work, look_of(item)))
            return copied(rules, item, std::move(*known));
        if (is_identical_page_being_read(work, look_of(item)))
            return Outcome::later(kIdenticalPageWait, "An identical page is being transcribed.");
    }
    if (!quota::reserve(*work, rules, item.user_id, page_of(item)))
        return deferred(work, item);
    switch (quota::begin_reading(*work, rules, item.user_id, page_of(item))) {
        case quota::Begin::later:
            return Outcome::later(kFailureWait,
                                  "Other pages are being transcribed. The page waits for its turn.");
        case quota::Begin::never:
            return too_many_failures(work, rules, item);
        case quota::Begin::now:
            break;
    }
    set_status(work, item, "processing");
    return std::nullopt;
}

/// What happened, to be shown on a page that waits for a retry.
std::optional<std::string> reason_to_wait(Status status, Outcome const& outcome)
{
    return status == Status::retry && !outcome.message.empty() ? std::optional(outcome.message)
                                                               : std::nullopt;
}

}  // namespace

std::optional<Outcome> begin_reading(db::Pool& pool, quota::Rules const& rules, Item const& item)
{
    return library::write_as_system(pool, item.user_id,
                                    [&](LibraryWork& work) { return prepare(work, rules, item); });
}

Outcome end_reading(quota::Rules const& rules, Item const& item, PageResult result)
{
    if (auto* const failure = std::get_if<Outcome>(&result))
        return std::move(*failure);
    if (auto* const failure = std::get_if<AnsweredFailure>(&result)) {
        failure->outcome.write = [rules, item](pqxx::work& work) {
            quota::note_failed_reading(work, rules, item.user_id);
        };
        return std::move(failure->outcome);
    }
    return Outcome::done(
        [rules, item, text = std::get<ocr::PageText>(std::move(result))](pqxx::work& transaction) {
            LibraryWork work(transaction, item.user_id);
            write_page_text(work, look_of(item), text);
            quota::commit(*work, rules, item.user_id, page_of(item));
        });
}

std::string_view PageJob::target() const
{
    return kTarget;
}

std::vector<Outcome> PageJob::work(std::span<Item const> items)
{
    std::vector<Outcome> outcomes(items.size());
    std::vector<Item> wanted;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto refusal = begin_reading(pool_, rules_, items[i]);
        if (refusal) {
            outcomes[i] = std::move(*refusal);
            continue;
        }
        wanted.push_back(items[i]);
        places.push_back(i);
    }
    if (wanted.empty())
        return outcomes;
    auto results = reader_.read(wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        outcomes[places[i]] = end_reading(rules_, wanted[i], std::move(results.at(i)));
    return outcomes;
}

std::vector<ItemId> PageJob::group_of(Item const& claimed)
{
    auto const max = reader_.max_pages_per_call();
    return max > 1 ? reading::group_of(pool_, claimed, max) : std::vector<ItemId>();
}

void PageJob::before_end(pqxx::work& work, Item const& item)
{
    LibraryWork const locked(work, item.user_id);
}

/// A page that was read stays completed, unless it is read once more because it was redrawn meanwhile.
void PageJob::after_end(pqxx::work& transaction, Item const& item, Status status, Outcome const& outcome)
{
    LibraryWork work(transaction, item.user_id);
    if (status == Status::retry && outcome.error == ErrorClass::auth_error)
        notify_waiting_users(work, outcome);
    if (status == Status::pending || status == Status::retry)
        quota::interrupt_reading(*work, item.user_id, page_of(item));
    // The request that queued a dropped item again has set the page's status already.
    if (status == Status::pending && outcome.kind == Outcome::Kind::dropped)
        return;
    if (status == Status::pending || status == Status::retry)
        return set_status(work, item, "pending", reason_to_wait(status, outcome));
    if (status == Status::failed)
        set_status(work, item, "failed", outcome.message);
    if (status == Status::failed || status == Status::cancelled)
        quota::release(*work, rules_, item.user_id, page_of(item));
}

}  // namespace rmirror::reading
