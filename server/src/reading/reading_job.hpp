// SPDX-License-Identifier: AGPL-3.0-or-later
// The job that reads pages singly, in groups (docs/decisions/0014), or in batches (docs/decisions/0014).
#pragma once

#include "reading/batches.hpp"
#include "reading/page_job.hpp"

namespace rmirror::reading {

class ReadingJob final : public PageJob {
public:
    /// As PageJob and Batches. `reader` reads single pages and groups, and cuts the drawings of all.
    ReadingJob(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, ocr::Counters& counters, Log& log,
               PageReader& reader, ocr::BatchProvider* batch_provider, BatchOptions options)
        : PageJob(pool, rules, reader),
          options_(options),
          batches_(pool, blobs, rules, counters, log, *this, reader, batch_provider, options)
    {}

    bool leaves_scheduled_to_maintenance() const override { return options_.creates_batches; }
    std::chrono::milliseconds maintenance_interval() const override { return options_.every; }
    std::size_t run_maintenance() override { return batches_.run(); }

private:
    BatchOptions options_;
    Batches batches_;
};

}  // namespace rmirror::reading
