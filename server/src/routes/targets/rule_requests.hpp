// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the rules in a request about an integration.
#pragma once

#include "input/json_reader.hpp"
#include "targets/integrations/rules.hpp"

#include <optional>

namespace rmirror::routes {

/// The member `rules`: outer nullopt if it is absent, inner nullopt if it is null, which removes all rules.
std::optional<std::optional<targets::Rules>> read_rules(input::JsonReader& fields,
                                                        targets::Target const& target);

}  // namespace rmirror::routes
