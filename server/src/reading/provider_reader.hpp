// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads pages through a provider, to which their images and what is known about them are sent.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/counters.hpp"
#include "ocr/provider.hpp"
#include "reading/drawings.hpp"
#include "reading/page_job.hpp"

namespace rmirror::reading {

/// Asks, and counts the answers: one per page.
std::vector<ocr::Answer> ask_provider(ocr::Provider& provider, ocr::Counters& counters,
                                      std::vector<ocr::Page> const& pages);

/// Whether the model ran, although its output is of no use.
bool costs_as_a_text(ocr::Reason reason);

class ProviderReader final : public PageReader {
public:
    /// Without a provider may_begin() is false. All of them must outlive this.
    ProviderReader(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, ocr::Provider* provider,
                   ocr::Counters& counters)
        : pool_(pool), blobs_(blobs), drawings_(pool, blobs, rules), provider_(provider), counters_(counters)
    {}

    std::vector<PageResult> read(std::span<queue::Item const> items) override;
    void cut_drawings(queue::Item const& item, ocr::PageText& text) override { drawings_.keep(item, text); }
    std::string version() const override { return provider_ ? provider_->version() : ""; }
    std::size_t max_pages_per_call() const override
    {
        return provider_ ? provider_->max_pages_per_call() : 1;
    }
    bool may_begin() override { return provider_ && provider_->is_available(); }

private:
    db::Pool& pool_;
    BlobStore& blobs_;
    Drawings drawings_;
    ocr::Provider* provider_;
    ocr::Counters& counters_;
};

}  // namespace rmirror::reading
