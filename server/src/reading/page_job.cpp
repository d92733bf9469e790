// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/page_job.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "library/attachments/drawings.hpp"
#include "library/documents/kept_answers.hpp"
#include "library/documents/page_text.hpp"
#include "library/work.hpp"
#include "queue/enqueue.hpp"
#include "reading/asked.hpp"
#include "reading/groups.hpp"
#include "reading/page_state.hpp"

#include <utility>
#include <variant>
#include <vector>

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

void write_text(LibraryWork& work, Item const& item, ocr::PageText text)
{
    text.markdown = library::with_own_drawings(work, page_of(item), std::move(text.markdown));
    library::write_page_text(work, look_of(item), std::move(text));
    library::remove_unshown_drawings(work, page_of(item));
}

/// Copies the text of an identical page, or a kept one. The service isn't called, so nothing is charged.
Outcome copied(quota::Rules const& rules, Item const& item, ocr::PageText text)
{
    return Outcome::done([rules, item, text = std::move(text)](pqxx::work& transaction) {
        LibraryWork work(transaction, item.user_id);
        write_text(work, item, text);
        quota::release(*work, rules, item.user_id, page_of(item));
    });
}

/// Retries at once if the identical page was read before this end is written: it can't wake this one any
/// more.
Outcome later_than_identical(Item const& item)
{
    auto outcome = Outcome::later(kIdenticalPageWait, "An identical page is being transcribed.");
    outcome.write = [item](pqxx::work& transaction) {
        LibraryWork work(transaction, item.user_id);
        if (!is_identical_page_being_read(work, look_of(item)))
            queue::hurry(transaction, item.user_id, kTarget, item.content_hash,
                         ArrayText(std::vector{item.item_key}).str());
    };
    return outcome;
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

struct ToRead {};

/// A text for the page, for which the service isn't called.
struct KnownText {
    ocr::PageText text;
    std::optional<library::AnswerKey> to_charge;  // Of an answer that was paid for and never written.
};

/// Reserves a unit and marks the page as being read, unless there is a text or a reason not to read it.
std::variant<ToRead, Outcome, KnownText> prepare(LibraryWork& work, quota::Rules const& rules,
                                                 Item const& item, std::string const& version)
{
    if (!work->exec_params1(kIsThere, page_of(item), item.user_id)[0].as<bool>())
        return Outcome::dropped(ErrorClass::invalid_data, "The page doesn't exist any more.");
    if (!is_retranscription(item)) {
        if (auto known = known_page_text(work, look_of(item)))
            return KnownText{std::move(*known), std::nullopt};
        if (is_identical_page_being_read(work, look_of(item)))
            return later_than_identical(item);
    }
    // A page that is transcribed again needs another answer. But one that wasn't charged yet is its own: the
    // worker died after the service had answered.
    auto kept = kept_answer(work, look_of(item), asked_about(*work, item, version));
    if (kept && kept->is_charged && !is_retranscription(item))
        return KnownText{std::move(kept->text), std::nullopt};
    if (!quota::reserve(*work, rules, item.user_id, page_of(item)))
        return deferred(work, item);
    if (kept && !kept->is_charged)
        return KnownText{std::move(kept->text), std::move(kept->key)};
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
    return ToRead{};
}

/// What happened, to be shown on a page that waits for a retry.
std::optional<std::string> reason_to_wait(Status status, Outcome const& outcome)
{
    return status == Status::retry && !outcome.message.empty() ? std::optional(outcome.message)
                                                               : std::nullopt;
}

}  // namespace

std::optional<Outcome> begin_reading(db::Pool& pool, quota::Rules const& rules, PageReader& reader,
                                     Item const& item, std::string const& version)
{
    auto prepared = library::write_as_system(
        pool, item.user_id, [&](LibraryWork& work) { return prepare(work, rules, item, version); });
    if (auto* const outcome = std::get_if<Outcome>(&prepared))
        return std::move(*outcome);
    auto* const found = std::get_if<KnownText>(&prepared);
    if (!found)
        return std::nullopt;
    if (found->to_charge)
        return end_reading(rules, reader, item,
                           Transcribed(std::move(found->text), std::move(found->to_charge)));
    reader.cut_drawings(item, found->text);
    return copied(rules, item, std::move(found->text));
}

Outcome end_reading(quota::Rules const& rules, PageReader& reader, Item const& item, PageResult result)
{
    if (auto* const failure = std::get_if<Outcome>(&result))
        return std::move(*failure);
    if (auto* const failure = std::get_if<AnsweredFailure>(&result)) {
        failure->outcome.write = [rules, item](pqxx::work& work) {
            quota::note_failed_reading(work, rules, item.user_id);
        };
        return std::move(failure->outcome);
    }
    auto read = std::get<Transcribed>(std::move(result));
    reader.cut_drawings(item, read.text);
    return Outcome::done([rules, item, read = std::move(read)](pqxx::work& transaction) {
        LibraryWork work(transaction, item.user_id);
        write_text(work, item, read.text);
        quota::commit(*work, rules, item.user_id, page_of(item));
        if (read.kept)
            note_charged(work, *read.kept);
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
    auto const version = reader_.version();
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto refusal = begin_reading(pool_, rules_, reader_, items[i], version);
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
        outcomes[places[i]] = end_reading(rules_, reader_, wanted[i], std::move(results.at(i)));
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
