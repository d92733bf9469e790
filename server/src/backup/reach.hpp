// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/secret.hpp"

#include <chrono>
#include <memory>
#include <pqxx/connection>

namespace rmirror::backup {

/// Connects to a database. `patience`: how long a statement may run; 0: without end. Throws DatabaseUnusable.
std::unique_ptr<pqxx::connection> reach(Secret const& url, std::chrono::milliseconds patience);

}  // namespace rmirror::backup
