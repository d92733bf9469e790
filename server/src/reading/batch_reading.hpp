// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that nobody waits for are read in batches: gathered, handed over, looked at until they have ended.
// Each step is written down before it is taken, so whoever goes on knows how far it came.
#pragma once

#include "base/log.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/batch_provider.hpp"
#include "ocr/counters.hpp"
#include "queue/kinds.hpp"
#include "quota/quota.hpp"
#include "reading/page_to_read.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::jobs {

struct BatchOptions {
    bool gathers = false;  // New ones; those that are on their way are seen to the end in any case.
    std::chrono::seconds every{60};
    /// Asked before a call: false leaves everything as it is. Where there is none, it is always time.
    std::function<bool()> may_ask = {};
};

class BatchReading {
public:
    /// Without a provider all that is on its way is read page by page. All of them must outlive it.
    BatchReading(db::Pool& pool, BlobStore& blobs, quota::Rules rules, ocr::Counters& counters, Log& log,
                 ocr::BatchProvider* provider, BatchOptions options);

    /// Everything that is due; for a scheduler. Several may do so on one database. Answers how many pages and
    /// batches it moved on.
    std::size_t run();

private:
    struct Batch {
        std::string id;
        std::string external_id;         // Empty: not known.
        std::optional<double> asked_at;  // Seconds of the Unix epoch.
        bool is_old = false;             // Nobody took it for so long that its pages are better read singly.
    };
    struct Member {
        Item item;
        bool is_outdated = false;  // Drawn anew meanwhile.
        std::string places;
    };

    std::vector<Batch> take_due();
    std::optional<Batch> gather();
    bool go_on(Batch batch);
    void recover(Batch& batch);
    bool may_ask() const { return !options_.may_ask || options_.may_ask(); }
    bool make(Batch& batch);
    ocr::BatchPages pages_of(Batch const& batch);
    std::variant<PageToRead, Outcome> shown(Item const& item);
    bool look(Batch const& batch);
    bool finish(Batch const& batch);
    void dissolve(Batch const& batch, std::string const& why);
    std::vector<Member> members_of(Batch const& batch);
    std::vector<Member> current_members_of(Batch const& batch);
    void end_member(Item const& item, Outcome const& outcome);
    void close(Batch const& batch);

    db::Pool& pool_;
    BlobStore& blobs_;
    quota::Rules rules_;
    ocr::Counters& counters_;
    Log& log_;
    ocr::BatchProvider* provider_;
    BatchOptions options_;
    Kinds kinds_;
};

}  // namespace rmirror::jobs
