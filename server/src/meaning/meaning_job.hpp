// SPDX-License-Identifier: AGPL-3.0-or-later
// The job that has the passages of pages embedded: those that changed, of several pages in one call.
#pragma once

#include "base/log.hpp"
#include "db/pool.hpp"
#include "meaning/embedder.hpp"
#include "meaning/page_vectors.hpp"
#include "queue/job.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::meaning {

class MeaningJob final : public queue::Job {
public:
    /// Without an embedder, items wait. All of them must outlive this.
    MeaningJob(db::Pool& pool, Log& log, Embedder const* embedder)
        : pool_(pool), log_(log), embedder_(embedder)
    {}

    std::string_view target() const override;
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override;
    std::vector<ItemId> group_of(queue::Item const& claimed) override;
    bool may_begin() override;
    std::optional<std::size_t> max_at_once() const override { return 1; }
    void before_end(pqxx::work& work, queue::Item const& item) override;

private:
    using Clock = std::chrono::steady_clock;

    /// New vectors by the hash of their passage.
    struct Embedded {
        std::map<std::string, Vector8> vectors;
        std::optional<Space> space;
    };

    std::variant<Embedded, Failure> embed(std::map<std::string, std::string> const& texts_by_hash);
    queue::Outcome outcome_of(queue::Item const& item, PageText const& page,
                              std::optional<Space> const& space,
                              std::map<std::string, Vector8> const& fresh) const;
    void note(Failure const& failure);
    void note_success();

    db::Pool& pool_;
    Log& log_;
    Embedder const* embedder_;
    std::mutex mutex_;  // Guards the members below.
    Clock::time_point paused_until_;
    std::string advice_;  // The last one that was logged.
};

}  // namespace rmirror::meaning
