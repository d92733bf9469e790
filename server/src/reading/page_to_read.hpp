// SPDX-License-Identifier: AGPL-3.0-or-later
// A page as whoever reads it is shown it: its pictures, and what is known about it.
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/provider.hpp"
#include "queue/item.hpp"

#include <variant>

namespace rmirror::reading {

struct PageToRead {
    ocr::Page page;
    // Its place, for pages that follow each other.
    NotebookId notebook_id;
    int number = 0;
};

/// The page that the item names, or why it cannot be shown. Called without any transaction.
std::variant<PageToRead, queue::Outcome> page_to_read(db::Pool& pool, BlobStore& blobs,
                                                      queue::Item const& item);

}  // namespace rmirror::reading
