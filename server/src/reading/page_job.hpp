// SPDX-License-Identifier: AGPL-3.0-or-later
// The job that reads pages: what surrounds the reading itself, and keeps page, quota and queue consistent.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "library/documents/kept_answers.hpp"
#include "ocr/provider.hpp"
#include "queue/job.hpp"
#include "quota/quota.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::reading {

/// A failure after the service answered, which costs as much as a text.
struct AnsweredFailure {
    queue::Outcome outcome;
};

struct Transcribed {
    /// Implicit: most readers keep nothing.
    Transcribed(ocr::PageText read = {}, std::optional<library::AnswerKey> key = std::nullopt)
        : text(std::move(read)), kept(std::move(key))
    {}

    ocr::PageText text;                      // With its drawings as boxes.
    std::optional<library::AnswerKey> kept;  // Where the answer is kept until it is charged.
};

/// The text of a page, or the outcome of a failed attempt.
using PageResult = std::variant<Transcribed, queue::Outcome, AnsweredFailure>;

/// Reads the pages that items name.
class PageReader {
public:
    PageReader() = default;
    virtual ~PageReader() = default;
    PageReader(PageReader const&) = delete;
    PageReader& operator=(PageReader const&) = delete;

    /// One result per item, in their order. Called without a transaction, from any thread.
    virtual std::vector<PageResult> read(std::span<queue::Item const> items) = 0;
    /// Cuts the drawings of a text that was read, or is kept from before, out of the item's page, as
    /// Drawings::keep(). Called without a transaction, from any thread. Most readers find none.
    virtual void cut_drawings(queue::Item const& /*item*/, ocr::PageText& /*text*/) {}
    /// As ocr::Provider::version(). Empty: answers aren't kept.
    virtual std::string version() const { return ""; }
    /// How many small waiting pages are best read by one call.
    virtual std::size_t max_pages_per_call() const { return 1; }
    /// False while pages can't be read.
    virtual bool may_begin() { return true; }
};

/// Reserves a unit and marks the page as being read. If it isn't to be read, returns the outcome instead.
/// `reader` cuts the drawings of a text that is known. `version`: PageReader::version(). Called without a
/// transaction.
std::optional<queue::Outcome> begin_reading(db::Pool& pool, quota::Rules const& rules, PageReader& reader,
                                            queue::Item const& item, std::string const& version);
/// The outcome of a reading, whose drawings `reader` cuts. Saving it stores the text and charges the page, or
/// counts the failure. Called without a transaction.
queue::Outcome end_reading(quota::Rules const& rules, PageReader& reader, queue::Item const& item,
                           PageResult result);

/// A unit of quota is reserved before a page is read, and charged only if it was; without one the page waits
/// as pending_quota. A page that looks like one read before isn't read again, and costs nothing; nor does one
/// whose answer is kept from before.
class PageJob : public queue::Job {
public:
    PageJob(db::Pool& pool, quota::Rules rules, PageReader& reader)
        : pool_(pool), rules_(std::move(rules)), reader_(reader)
    {}

    std::string_view target() const override;
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override;
    std::vector<ItemId> group_of(queue::Item const& claimed) override;
    bool may_begin() override { return reader_.may_begin(); }
    /// No limit per user: a single active user gets all threads (RMIRROR_OCR_CONCURRENCY).
    std::optional<std::size_t> max_at_once() const override { return std::nullopt; }
    void before_end(pqxx::work& work, queue::Item const& item) override;
    void after_end(pqxx::work& work, queue::Item const& item, queue::Status status,
                   queue::Outcome const& outcome) override;

private:
    db::Pool& pool_;
    quota::Rules rules_;
    PageReader& reader_;
};

}  // namespace rmirror::reading
