// SPDX-License-Identifier: AGPL-3.0-or-later
// What decides on the answer about a page besides its images: a kept answer is used only where all of it is
// the same (docs/decisions/0106).
#pragma once

#include "queue/item.hpp"

#include <pqxx/transaction>

#include <string>

namespace rmirror::reading {

/// A hash of `version` (ocr::Provider::version()) and of what the page's owner set for the model; empty if
/// `version` is. What is only told to help, such as the notebook's name or the lines before, doesn't count: a
/// page that is copied or comes back has others.
std::string asked_about(pqxx::work& work, queue::Item const& item, std::string const& version);

}  // namespace rmirror::reading
