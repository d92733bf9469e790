// SPDX-License-Identifier: AGPL-3.0-or-later
// The job that transcribes the pictures on pages, one page a call (read_pictures.hpp).
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/counters.hpp"
#include "ocr/provider.hpp"
#include "queue/job.hpp"
#include "quota/quota.hpp"

#include <utility>
#include <variant>

namespace rmirror::reading {

/// The page is sent as the tablet shows it. A page of quota is reserved for the call, and charged once the
/// text is saved; a failure costs nothing.
class PicturesJob final : public queue::Job {
public:
    /// Without a provider may_begin() is false. All of them must outlive this.
    PicturesJob(db::Pool& pool, BlobStore& blobs, quota::Rules rules, ocr::Provider* provider,
                ocr::Counters& counters)
        : pool_(pool), blobs_(blobs), rules_(std::move(rules)), provider_(provider), counters_(counters)
    {}

    std::string_view target() const override;
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override;
    bool may_begin() override { return provider_ && provider_->is_available(); }
    void before_end(pqxx::work& work, queue::Item const& item) override;
    void after_end(pqxx::work& work, queue::Item const& item, queue::Status status,
                   queue::Outcome const& outcome) override;

private:
    queue::Outcome read(queue::Item const& item);
    std::variant<ocr::Page, queue::Outcome> begin(queue::Item const& item);

    db::Pool& pool_;
    BlobStore& blobs_;
    quota::Rules rules_;
    ocr::Provider* provider_;
    ocr::Counters& counters_;
};

}  // namespace rmirror::reading
