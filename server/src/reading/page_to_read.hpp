// SPDX-License-Identifier: AGPL-3.0-or-later
// A page as it is passed to a provider: its images, and what is known about it.
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/provider.hpp"
#include "queue/item.hpp"

#include <string>
#include <variant>

namespace rmirror::reading {

struct PageToRead {
    ocr::Page page;
    // Its position, by which consecutive pages are recognised.
    NotebookId notebook_id;
    int number = 0;
    std::string asked;  // asked_about().
};

/// The page of an item, or the reason why it can't be read. `version`: ocr::Provider::version(). Called
/// without a transaction.
std::variant<PageToRead, queue::Outcome> page_to_read(db::Pool& pool, BlobStore& blobs,
                                                      queue::Item const& item, std::string const& version);

}  // namespace rmirror::reading
