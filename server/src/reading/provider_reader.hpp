// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads pages through a provider, to which their images and what is known about them are sent.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/counters.hpp"
#include "ocr/provider.hpp"
#include "reading/page_job.hpp"

namespace rmirror::reading {

class ProviderReader final : public PageReader {
public:
    /// Without a provider may_begin() is false. All of them must outlive this.
    ProviderReader(db::Pool& pool, BlobStore& blobs, ocr::Provider* provider, ocr::Counters& counters)
        : pool_(pool), blobs_(blobs), provider_(provider), counters_(counters)
    {}

    std::vector<PageResult> read(std::span<queue::Item const> items) override;
    std::size_t max_pages_per_call() const override
    {
        return provider_ ? provider_->max_pages_per_call() : 1;
    }
    bool may_begin() override { return provider_ && provider_->is_available(); }

private:
    std::vector<ocr::Answer> ask(std::vector<ocr::Page> const& pages) const;

    db::Pool& pool_;
    BlobStore& blobs_;
    ocr::Provider* provider_;
    ocr::Counters& counters_;
};

}  // namespace rmirror::reading
