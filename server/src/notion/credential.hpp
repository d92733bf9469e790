// SPDX-License-Identifier: AGPL-3.0-or-later
// The secret part of a Notion connection, as stored encrypted.
#pragma once

#include "base/secret.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace rmirror::notion {

struct Credential {
    Secret token;
    Secret refresh_token = {};  // Empty if the token can't be refreshed, as with a pasted one.
};

boost::json::object json_of(Credential const& credential);
/// Returns nullopt if the object has no token.
std::optional<Credential> read_credential(boost::json::object const& object);

}  // namespace rmirror::notion
