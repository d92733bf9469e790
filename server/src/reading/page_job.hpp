// SPDX-License-Identifier: AGPL-3.0-or-later
// The job that reads pages: what surrounds the reading itself, so that page, quota and queue always agree.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "ocr/provider.hpp"
#include "queue/job.hpp"
#include "quota/quota.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::reading {

/// Why a page has no text although the service answered, which costs as much as a text.
struct AnsweredFailure {
    queue::Outcome outcome;
};

/// What was read of a page, or what came of trying.
using PageResult = std::variant<ocr::PageText, queue::Outcome, AnsweredFailure>;

/// Reads the pages that items name.
class PageReader {
public:
    PageReader() = default;
    virtual ~PageReader() = default;
    PageReader(PageReader const&) = delete;
    PageReader& operator=(PageReader const&) = delete;

    /// One result each, in their order. Called without any transaction, from any thread.
    virtual std::vector<PageResult> read(std::span<queue::Item const> items) = 0;
    /// How many small pages that wait are best read together.
    virtual std::size_t pages_together() const { return 1; }
    /// False while there is nobody who reads.
    virtual bool may_begin() { return true; }
};

/// The reason not to read the page, if there is one. Otherwise a unit is promised to it and it is being read.
std::optional<queue::Outcome> begin_reading(db::Pool& pool, quota::Rules const& rules,
                                            queue::Item const& item);
/// Keeps what was read, and charges for it.
queue::Outcome end_reading(quota::Rules const& rules, queue::Item const& item, PageResult result);

/// A unit of quota is promised before the page is read and charged only when it was; without one the page
/// waits as pending_quota. What looks like a page that was read before is not read again, and costs nothing.
class PageJob : public queue::Job {
public:
    PageJob(db::Pool& pool, quota::Rules rules, PageReader& reader)
        : pool_(pool), rules_(std::move(rules)), reader_(reader)
    {}

    std::string_view target() const override;
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override;
    std::vector<ItemId> group_of(queue::Item const& claimed) override;
    bool may_begin() override { return reader_.may_begin(); }
    /// Somebody alone waits for nothing: all threads are theirs (RMIRROR_OCR_CONCURRENCY).
    std::optional<std::size_t> most_at_once() const override { return std::nullopt; }
    void before_end(pqxx::work& work, queue::Item const& item) override;
    void after_end(pqxx::work& work, queue::Item const& item, queue::Status status,
                   queue::Outcome const& outcome) override;

private:
    db::Pool& pool_;
    quota::Rules rules_;
    PageReader& reader_;
};

}  // namespace rmirror::reading
