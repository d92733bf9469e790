// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "db/ids.hpp"

#include <pqxx/result>

#include <vector>

namespace rmirror::db {

/// The first value of each row.
template <typename Value>
std::vector<Value> first_column(pqxx::result const& rows)
{
    std::vector<Value> values;
    for (auto const& row : rows)
        values.push_back(row[0].as<Value>());
    return values;
}

}  // namespace rmirror::db
