// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads pages that no user is waiting for in batches: collects them, submits them, polls until they have
// ended. Each step is recorded before it is taken, so that any worker can continue it.
#pragma once

#include "base/log.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/batch_provider.hpp"
#include "ocr/counters.hpp"
#include "queue/job.hpp"
#include "quota/quota.hpp"
#include "reading/batch_rows.hpp"
#include "reading/page_job.hpp"
#include "reading/page_to_read.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::reading {

struct BatchOptions {
    bool creates_batches = false;  // Makes new batches. Those in progress are finished in any case.
    std::chrono::seconds every{60};
};

class Batches {
public:
    /// `job`: the job of the items; its may_begin() is checked before each call. `reader` only cuts drawings.
    /// Without a provider, the pages of batches in progress are read singly. All of them must outlive this.
    Batches(db::Pool& pool, BlobStore& blobs, quota::Rules rules, ocr::Counters& counters, Log& log,
            queue::Job& job, PageReader& reader, ocr::BatchProvider* provider, BatchOptions options);

    /// Does everything that is due. Several workers may run this on one database. Returns how many batches it
    /// moved on.
    std::size_t run();

private:
    std::optional<Batch> create_batch();
    bool advance(Batch batch);
    void recover(Batch& batch);
    bool submit(Batch& batch);
    ocr::BatchPages pages_of(Batch const& batch);
    std::variant<PageToRead, queue::Outcome> shown(queue::Item const& item);
    bool look(Batch const& batch);
    bool finish(Batch const& batch);
    void dissolve(Batch const& batch, std::string const& why);
    std::vector<Member> drop_outdated_members(Batch const& batch);
    void end_member(queue::Item const& item, queue::Outcome const& outcome);

    db::Pool& pool_;
    BlobStore& blobs_;
    quota::Rules rules_;
    ocr::Counters& counters_;
    Log& log_;
    queue::Job& job_;
    PageReader& reader_;
    ocr::BatchProvider* provider_;
    BatchOptions options_;
};

}  // namespace rmirror::reading
