// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts item types and extras to PostgreSQL arrays.
#pragma once

#include "targets/target.hpp"

#include <string>

namespace rmirror::targets {

std::string_view name_of(Extra extra);
std::string names_of(std::span<Extra const> extras);
std::string names_of(std::span<ItemType const> types);

}  // namespace rmirror::targets
