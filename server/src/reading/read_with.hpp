// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading pages through a provider: their pictures and what is known about them go there.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/counters.hpp"
#include "reading/ocr_page.hpp"

namespace rmirror::jobs {

/// All of them must outlive it.
ReadPages read_with(db::Pool& pool, BlobStore& blobs, ocr::Provider& provider, ocr::Counters& counters);

}  // namespace rmirror::jobs
