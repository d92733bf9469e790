// SPDX-License-Identifier: AGPL-3.0-or-later
// The drawings of a text as the model answered it, just now or earlier: cut out of the page's images and
// kept, with links to them where the model's marks stand (docs/decisions/0113).
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "library/images/uploads.hpp"
#include "ocr/provider.hpp"
#include "queue/item.hpp"
#include "quota/quota.hpp"

#include <optional>
#include <string>

namespace rmirror::reading {

class Drawings {
public:
    /// All of them must outlive this.
    Drawings(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules)
        : pool_(pool), blobs_(blobs), uploads_(pool, blobs, rules)
    {}

    /// What can't be shown is left out and counted: what is no drawing, or has no room in the library. Calls
    /// the store, so not within a transaction.
    void keep(queue::Item const& item, ocr::PageText& text);

private:
    std::optional<ocr::Page> shown_page(queue::Item const& item);
    std::string link_to(queue::Item const& item, ocr::Page const& page, ocr::PageText const& text,
                        std::optional<ocr::Drawing> const& drawing);

    db::Pool& pool_;
    BlobStore& blobs_;
    library::Uploads uploads_;
};

}  // namespace rmirror::reading
