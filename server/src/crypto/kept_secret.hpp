// SPDX-License-Identifier: AGPL-3.0-or-later
// Secrets that nobody gave us: drawn at the first start and kept in the data folder.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>

namespace rmirror {

/// What the file of that name holds; when there is none, a new secret, which is written there first, for the
/// owner alone to read. Several servers that start at once end up with the same.
Result<Secret> kept_secret(std::string const& folder, std::string const& name);

/// The same, without drawing one.
std::optional<Secret> secret_if_kept(std::string const& folder, std::string const& name);

}  // namespace rmirror
