// SPDX-License-Identifier: AGPL-3.0-or-later
// Secrets that the settings don't provide: generated at the first start and stored in the data folder.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>

namespace rmirror {

/// Reads the secret from the file `name`. If the file doesn't exist, generates a secret and first stores it
/// there, readable by the owner only. Several servers starting concurrently get the same secret.
Result<Secret> stored_secret(std::string const& folder, std::string const& name);

/// Stores the secret there. If the file has another one, renames it first to "NAME.replaced-1", or the next
/// number that is free; returns the path that it then has, or "".
Result<std::string> replace_secret(std::string const& folder, std::string const& name, Secret const& secret);

/// Nullopt if the file doesn't exist.
std::optional<Secret> find_stored_secret(std::string const& folder, std::string const& name);

}  // namespace rmirror
