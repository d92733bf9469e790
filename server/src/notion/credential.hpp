// SPDX-License-Identifier: AGPL-3.0-or-later
// What is sealed of a connection to Notion.
#pragma once

#include "base/secret.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace rmirror::notion {

struct Credential {
    Secret token;
    Secret refresh_token = {};  // Empty: the token can't be refreshed, as one that was pasted.
};

boost::json::object json_of(Credential const& credential);
/// Nothing for what json_of() does not write.
std::optional<Credential> read_credential(boost::json::object const& object);

}  // namespace rmirror::notion
