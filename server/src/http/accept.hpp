// SPDX-License-Identifier: AGPL-3.0-or-later
// What a client takes, as Accept and Accept-Encoding list it with weights.
#pragma once

#include <optional>
#include <string_view>

namespace rmirror::http {

/// Whether a list takes what is called so: false where its weight is zero, nothing where it is not named.
std::optional<bool> accepts(std::string_view accepted, std::string_view name);

}  // namespace rmirror::http
