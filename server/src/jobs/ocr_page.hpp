// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a page: what surrounds the reading itself, so that page, quota and queue always agree.
#pragma once

#include "db/pool.hpp"
#include "jobs/kinds.hpp"
#include "ocr/provider.hpp"
#include "quota/quota.hpp"

#include <functional>
#include <variant>

namespace rmirror::jobs {

/// Reads the page that the item names, or says what came of trying. Called without any transaction.
using ReadPage = std::function<std::variant<ocr::PageText, Outcome>(Item const&)>;

/// A unit of quota is promised before the page is read and charged only when it was; without one the page
/// waits as pending_quota. What looks like a page that was read before is not read again, and costs nothing.
Kind ocr_page(db::Pool& pool, quota::Rules rules, ReadPage read);

}  // namespace rmirror::jobs
