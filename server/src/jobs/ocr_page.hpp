// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a page: what surrounds the reading itself, so that page, quota and queue always agree.
#pragma once

#include "db/pool.hpp"
#include "jobs/kinds.hpp"
#include "quota/quota.hpp"

#include <functional>
#include <string>
#include <variant>

namespace rmirror::jobs {

struct Reading {
    std::string text;
    double confidence = 1;  // 0 to 1.
};

/// Reads the page that the item names, or says what came of trying. Called without any transaction.
using ReadPage = std::function<std::variant<Reading, Outcome>(Item const&)>;

/// A unit of quota is promised before the page is read and charged only when it was; without one the page
/// waits as pending_quota.
Kind ocr_page(db::Pool& pool, quota::Rules rules, ReadPage read);

}  // namespace rmirror::jobs
