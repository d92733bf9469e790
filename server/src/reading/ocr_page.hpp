// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a page: what surrounds the reading itself, so that page, quota and queue always agree.
#pragma once

#include "db/pool.hpp"
#include "ocr/provider.hpp"
#include "queue/kinds.hpp"
#include "quota/quota.hpp"

#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace rmirror::jobs {

/// What was read of a page, or what came of trying.
using PageResult = std::variant<ocr::PageText, Outcome>;
/// Reads the pages that the items name; one result each, in their order. Called without any transaction.
using ReadPages = std::function<std::vector<PageResult>(std::vector<Item> const&)>;

/// The reason not to read the page, if there is one. Otherwise a unit is promised to it and it is being read.
std::optional<Outcome> begin_reading(db::Pool& pool, quota::Rules const& rules, Item const& item);
/// Keeps what was read, and charges for it.
Outcome end_reading(quota::Rules const& rules, Item const& item, PageResult result);

/// A unit of quota is promised before the page is read and charged only when it was; without one the page
/// waits as pending_quota. What looks like a page that was read before is not read again, and costs nothing.
/// Where several pages wait, up to `most_together` small ones are read together.
Kind ocr_page(db::Pool& pool, quota::Rules rules, ReadPages read, std::size_t most_together = 1);

}  // namespace rmirror::jobs
