// SPDX-License-Identifier: AGPL-3.0-or-later
// When the newest complete backup was made, so that servers can tell it to whoever watches them.
#pragma once

#include "base/secret.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <optional>

namespace rmirror::backup {

/// Throws pqxx's exceptions.
void note_backup(Secret const& database_url, std::chrono::sys_seconds made_at);

/// In seconds; nullopt if there has never been a backup.
std::optional<double> age_of_last_backup(pqxx::work& work);

}  // namespace rmirror::backup
