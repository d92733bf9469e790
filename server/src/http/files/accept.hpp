// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the weighted lists of Accept and Accept-Encoding (RFC 9110 §12.4.2).
#pragma once

#include <optional>
#include <string_view>

namespace rmirror::http {

/// True if the list `accepted` names `name`, false if it does so with a weight of zero (`q=0`), nullopt if it
/// doesn't name it.
std::optional<bool> accepts(std::string_view accepted, std::string_view name);

}  // namespace rmirror::http
