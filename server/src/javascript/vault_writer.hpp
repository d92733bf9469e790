// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace rmirror::javascript {

/// The script of shared/src/vault/embedded, which defines the global object `vault`.
std::string_view vault_writer();

}  // namespace rmirror::javascript
