// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <pqxx/field>
#include <string>

namespace rmirror::search {

/// Throws if the column is NULL.
inline std::string text_of(pqxx::field const& field)
{
    return field.as<std::string>();
}

}  // namespace rmirror::search
