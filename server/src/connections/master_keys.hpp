// SPDX-License-Identifier: AGPL-3.0-or-later
// Master keys as the operator writes them, or as one is kept in the data folder.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <string>
#include <vector>

namespace rmirror::connections {

struct MasterKey {
    std::string id;
    Secret bytes;
};

/// RMIRROR_MASTER_KEYS: "k2:BASE64, k1:BASE64", at least one. The refusal quotes nothing but ids.
Result<std::vector<MasterKey>> parse_master_keys(Secret const& text);

/// A key that was drawn here. Its id follows from the key: servers that each drew their own do not take one
/// for the other.
Result<MasterKey> parse_kept_key(Secret const& text, std::string const& path);

}  // namespace rmirror::connections
