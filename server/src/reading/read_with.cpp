// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/read_with.hpp"

#include "reading/page_to_read.hpp"

#include <algorithm>
#include <tuple>

namespace rmirror::jobs {

namespace {

ErrorClass class_of(ocr::Reason reason)
{
    switch (reason) {
        case ocr::Reason::rate_limited:
        case ocr::Reason::overloaded:
        case ocr::Reason::no_credit:
        case ocr::Reason::stopped:
            return ErrorClass::rate_limit;
        case ocr::Reason::unreachable:
        case ocr::Reason::too_slow:
        case ocr::Reason::server_fault:
            return ErrorClass::network_error;
        case ocr::Reason::bad_key:
        case ocr::Reason::no_such_model:
            return ErrorClass::auth_error;
        default:
            return ErrorClass::invalid_data;
    }
}

Outcome outcome_of(ocr::Failure const& failure)
{
    switch (failure.next) {
        case ocr::Failure::Next::again:
            return Outcome::retry(class_of(failure.reason), failure.sentence);
        case ocr::Failure::Next::later:
            return Outcome::later(failure.after, failure.sentence, class_of(failure.reason));
        case ocr::Failure::Next::never:
            break;
    }
    return Outcome::rejected(class_of(failure.reason), failure.sentence);
}

/// What may lie at one page alone, and spoils a call for all of them.
bool may_be_one_pages(ocr::Reason reason)
{
    switch (reason) {
        case ocr::Reason::bad_answer:
        case ocr::Reason::truncated:
        case ocr::Reason::refused:
        case ocr::Reason::bad_request:
        case ocr::Reason::too_large:
            return true;
        default:
            return false;
    }
}

PageResult result_of(ocr::Answer answer, bool has_companions)
{
    auto const* const failure = std::get_if<ocr::Failure>(&answer);
    if (!failure)
        return std::get<ocr::PageText>(std::move(answer));
    if (has_companions && may_be_one_pages(failure->reason))
        return Outcome::apart(failure->sentence);
    return outcome_of(*failure);
}

struct Shown {
    PageToRead page;
    std::size_t place;  // Among the items.
};

bool follows(PageToRead const& page, PageToRead const& other)
{
    return page.notebook_id == other.notebook_id && page.number == other.number + 1;
}

/// In the order of their notebooks. What a page's predecessor says is told by its picture, when that goes
/// along.
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

class Reading {
public:
    Reading(db::Pool& pool, BlobStore& blobs, ocr::Provider& provider, ocr::Counters& counters)
        : pool_(pool), blobs_(blobs), provider_(provider), counters_(counters)
    {}

    std::vector<PageResult> run(std::vector<Item> const& items) const
    {
        std::vector<PageResult> results(items.size());
        std::vector<Shown> shown;
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto page = page_to_read(pool_, blobs_, items[i]);
            if (auto* const failure = std::get_if<Outcome>(&page))
                results[i] = std::move(*failure);
            else
                shown.push_back({std::get<PageToRead>(std::move(page)), i});
        }
        if (shown.empty())
            return results;
        auto answers = ask(in_order(shown));
        for (std::size_t i = 0; i < shown.size(); ++i)
            results[shown[i].place] = result_of(std::move(answers[i]), shown.size() > 1);
        return results;
    }

private:
    std::vector<ocr::Answer> ask(std::vector<ocr::Page> const& pages) const
    {
        using Clock = std::chrono::steady_clock;
        auto const begin = Clock::now();
        auto readings = provider_.read(pages);
        auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
        for (auto const& answer : readings.answers)
            counters_.observe(answer, took);
        counters_.observe(readings.usage);
        return std::move(readings.answers);
    }

    db::Pool& pool_;
    BlobStore& blobs_;
    ocr::Provider& provider_;
    ocr::Counters& counters_;
};

}  // namespace

ReadPages read_with(db::Pool& pool, BlobStore& blobs, ocr::Provider& provider, ocr::Counters& counters)
{
    return [reading = Reading(pool, blobs, provider, counters)](std::vector<Item> const& items) {
        return reading.run(items);
    };
}

}  // namespace rmirror::jobs
