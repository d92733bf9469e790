// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/provider_reader.hpp"

#include "db/transaction.hpp"
#include "library/documents/kept_answers.hpp"
#include "reading/page_state.hpp"
#include "reading/page_to_read.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

namespace rmirror::reading {

namespace {

/// Whether a single page may have caused the failure, which fails a call for several pages as a whole.
bool may_be_one_pages(ocr::Failure const& failure)
{
    if (failure.concern == ocr::Concern::service)
        return false;
    switch (failure.reason) {
        case ocr::Reason::bad_answer:
        case ocr::Reason::truncated:
        case ocr::Reason::refused:
        case ocr::Reason::bad_request:
        case ocr::Reason::too_large:
        case ocr::Reason::forbidden:
        case ocr::Reason::not_found:
        case ocr::Reason::limit_refused:
        case ocr::Reason::unknown:
            return true;
        default:
            return false;
    }
}

enum class Asked { alone, in_group };

/// Keeps the answer before its drawings are cut and its page is written, which may have to wait, or never
/// happens if the server dies: the next worker finds it instead of paying for another.
PageResult kept_result(db::Pool& pool, queue::Item const& item, std::string const& asked, ocr::PageText text)
{
    auto key = db::as_system(pool, [&](pqxx::work& work) {
        return library::keep_answer(work, item.user_id, look_of(item), asked, text);
    });
    return Transcribed(std::move(text), std::move(key));
}

PageResult failure_result(ocr::Failure failure, Asked asked)
{
    bool const is_one_pages = may_be_one_pages(failure);
    // A limit that is too low for several pages may be enough for one.
    bool const goes_apart =
        asked == Asked::in_group && (is_one_pages || failure.reason == ocr::Reason::spend_limit_too_low);
    auto outcome = goes_apart ? queue::Outcome::apart(failure.outcome.message) : std::move(failure.outcome);
    // A call for several pages that was refused before the model ran cost nothing.
    if (costs_as_a_text(failure.reason) || (is_one_pages && !goes_apart))
        return AnsweredFailure{std::move(outcome)};
    return outcome;
}

struct Shown {
    PageToRead page;
    std::size_t place;  // Index among the items.
};

bool follows(PageToRead const& page, PageToRead const& other)
{
    return page.notebook_id == other.notebook_id && page.number == other.number + 1;
}

/// Sorted by notebook and page number. A page's `previous_lines` are cleared if the previous page is part of
/// the call, because its image shows them.
std::vector<ocr::Page> in_order(std::vector<Shown>& shown)
{
    std::sort(shown.begin(), shown.end(), [](Shown const& a, Shown const& b) {
        return std::tie(a.page.notebook_id, a.page.number) < std::tie(b.page.notebook_id, b.page.number);
    });
    std::vector<ocr::Page> pages;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        pages.push_back(std::move(shown[i].page.page));
        if (i > 0 && follows(shown[i].page, shown[i - 1].page))
            pages.back().previous_lines.clear();
    }
    return pages;
}

}  // namespace

bool costs_as_a_text(ocr::Reason reason)
{
    return reason == ocr::Reason::bad_answer || reason == ocr::Reason::truncated ||
           reason == ocr::Reason::refused;
}

std::vector<PageResult> ProviderReader::read(std::span<queue::Item const> items)
{
    std::vector<PageResult> results(items.size());
    std::vector<Shown> shown;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto page = page_to_read(pool_, blobs_, items[i], version());
        if (auto* const failure = std::get_if<queue::Outcome>(&page))
            results[i] = std::move(*failure);
        else
            shown.push_back({std::get<PageToRead>(std::move(page)), i});
    }
    if (shown.empty())
        return results;
    auto answers = ask_provider(*provider_, counters_, in_order(shown));
    auto const asked = shown.size() > 1 ? Asked::in_group : Asked::alone;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto const place = shown[i].place;
        if (auto* const text = std::get_if<ocr::PageText>(&answers[i]))
            results[place] = kept_result(pool_, items[place], shown[i].page.asked, std::move(*text));
        else
            results[place] = failure_result(std::get<ocr::Failure>(std::move(answers[i])), asked);
    }
    return results;
}

std::vector<ocr::Answer> ask_provider(ocr::Provider& provider, ocr::Counters& counters,
                                      std::vector<ocr::Page> const& pages)
{
    using Clock = std::chrono::steady_clock;
    auto const begin = Clock::now();
    auto readings = provider.read(pages);
    auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    for (auto const& answer : readings.answers)
        counters.observe(answer, took);
    counters.observe(readings.usage);
    return std::move(readings.answers);
}

}  // namespace rmirror::reading
