// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/provider_reader.hpp"

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

/// Whether the model ran, although its output is of no use.
bool costs_as_a_text(ocr::Reason reason)
{
    return reason == ocr::Reason::bad_answer || reason == ocr::Reason::truncated ||
           reason == ocr::Reason::refused;
}

enum class Asked { alone, in_group };

PageResult result_of(ocr::Answer answer, Asked asked)
{
    auto* const failure = std::get_if<ocr::Failure>(&answer);
    if (!failure)
        return std::get<ocr::PageText>(std::move(answer));
    bool const is_one_pages = may_be_one_pages(*failure);
    // A limit that is too low for several pages may be enough for one.
    bool const goes_apart =
        asked == Asked::in_group && (is_one_pages || failure->reason == ocr::Reason::spend_limit_too_low);
    auto outcome = goes_apart ? queue::Outcome::apart(failure->outcome.message) : std::move(failure->outcome);
    // A call for several pages that was refused before the model ran cost nothing.
    if (costs_as_a_text(failure->reason) || (is_one_pages && !goes_apart))
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

std::vector<PageResult> ProviderReader::read(std::span<queue::Item const> items)
{
    std::vector<PageResult> results(items.size());
    std::vector<Shown> shown;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto page = page_to_read(pool_, blobs_, items[i]);
        if (auto* const failure = std::get_if<queue::Outcome>(&page))
            results[i] = std::move(*failure);
        else
            shown.push_back({std::get<PageToRead>(std::move(page)), i});
    }
    if (shown.empty())
        return results;
    auto answers = ask(in_order(shown));
    auto const asked = shown.size() > 1 ? Asked::in_group : Asked::alone;
    for (std::size_t i = 0; i < shown.size(); ++i)
        results[shown[i].place] = result_of(std::move(answers[i]), asked);
    return results;
}

std::vector<ocr::Answer> ProviderReader::ask(std::vector<ocr::Page> const& pages) const
{
    using Clock = std::chrono::steady_clock;
    auto const begin = Clock::now();
    auto readings = provider_->read(pages);
    auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    for (auto const& answer : readings.answers)
        counters_.observe(answer, took);
    counters_.observe(readings.usage);
    return std::move(readings.answers);
}

}  // namespace rmirror::reading
