// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/trial.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "ocr/text/drawing_marks.hpp"
#include "reading/page_to_read.hpp"

#include <pqxx/result>

#include <chrono>
#include <utility>

namespace rmirror::reading {

namespace {

/// Longer than any call may take.
constexpr std::chrono::minutes kTrialLifetime{30};

constexpr auto kFindTriedPage = R"sql(
    SELECT page.id, coalesce(page.ocr_text, ''),
           page.ocr_text IS NOT NULL AND coalesce(page.image_hash = page.ink_hash, false), gen_random_uuid()::text
    FROM pages AS page WHERE page.user_id = $1 AND page.id = (SELECT page_named($1, $2, $3)))sql";

struct TriedPage {
    queue::Item item;  // As if the page were in the queue.
    std::string before;
    std::string call_id;
};

std::optional<TriedPage> find_tried(db::Pool& pool, UserId const& user_id, TrialRequest const& request,
                                    Trial& trial)
{
    return db::as_user(pool, user_id, [&](pqxx::work& work) -> std::optional<TriedPage> {
        auto const rows = work.exec_params(kFindTriedPage, user_id, request.notebook_uuid, request.page_uuid);
        if (rows.empty())
            return std::nullopt;
        trial.outcome = TrialOutcome::not_read;
        if (!rows[0][2].as<bool>())
            return std::nullopt;
        TriedPage page{{}, rows[0][1].as<std::string>(), rows[0][3].as<std::string>()};
        page.item.user_id = user_id;
        page.item.item_key = rows[0][0].as<std::string>();
        return page;
    });
}

bool reserve_page(db::Pool& pool, quota::Rules const& rules, TriedPage const& page)
{
    auto const& user_id = page.item.user_id;
    return db::as_user(pool, user_id, [&](pqxx::work& work) {
        return quota::reserve_call(work, rules, user_id, page.call_id, {.pages = 1}, kTrialLifetime)
                   .lacking == quota::CallReservation::Lacking::nothing;
    });
}

/// The answer about the page; an outcome if it couldn't be shown to the service.
ocr::Answer ask_with(db::Pool& pool, BlobStore& blobs, ocr::Provider& provider, TriedPage const& page,
                     std::string const& words)
{
    auto shown = page_to_read(pool, blobs, page.item, provider.version());
    if (auto* const outcome = std::get_if<queue::Outcome>(&shown)) {
        ocr::Failure failure;
        failure.outcome.message = outcome->message;
        return failure;
    }
    auto& asked = std::get<PageToRead>(shown).page;
    asked.words = words;
    auto readings = provider.read({std::move(asked)});
    return std::move(readings.answers.front());
}

}  // namespace

Trial try_words(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, ocr::Provider* provider,
                UserId const& user_id, TrialRequest const& request)
{
    Trial trial;
    auto const page = find_tried(pool, user_id, request, trial);
    if (!page)
        return trial;
    if (!provider) {
        trial.outcome = TrialOutcome::no_reader;
        return trial;
    }
    if (!reserve_page(pool, rules, *page)) {
        trial.outcome = TrialOutcome::no_quota;
        return trial;
    }
    auto answer = ask_with(pool, blobs, *provider, *page, request.words);
    auto* const text = std::get_if<ocr::PageText>(&answer);
    db::as_user(pool, user_id, [&](pqxx::work& work) {
        quota::settle_pages(work, rules, user_id, page->call_id, text != nullptr);
    });
    trial.outcome = text ? TrialOutcome::read : TrialOutcome::failed;
    trial.before = page->before;
    if (text) {
        trial.text = std::move(*text);
        // A trial keeps nothing, so there is nothing to show.
        trial.text.markdown = ocr::with_drawings(trial.text.markdown, {});
    } else
        trial.message = std::get<ocr::Failure>(answer).outcome.message;
    return trial;
}

}  // namespace rmirror::reading
