// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts envelopes to Base64 for a query parameter, and back from the column `credential` of a query.
#pragma once

#include "connections/vault.hpp"
#include "crypto/base64.hpp"

#include <pqxx/row>

#include <string>

namespace rmirror::connections {

inline std::string as_parameter(Sealed const& sealed)
{
    return crypto::base64(sealed.bytes);
}

inline Sealed sealed_of(pqxx::row const& row)
{
    return {crypto::parse_base64(row["credential"].c_str()).value_or(""), row["key_id"].c_str()};
}

}  // namespace rmirror::connections
