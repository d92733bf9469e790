// SPDX-License-Identifier: AGPL-3.0-or-later
// How much is stored about a user, by kind.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <string>

namespace rmirror::rights {

/// `StoredSummary` of shared/openapi.yaml as JSON text.
std::string summary_of(pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::rights
