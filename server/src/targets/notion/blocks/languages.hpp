// SPDX-License-Identifier: AGPL-3.0-or-later
// The languages of code that Notion knows.
#pragma once

#include <string_view>

namespace rmirror::targets::notion {

/// Notion's word for what stands behind a fence; empty where it has none.
std::string_view language_of(std::string_view name);

}  // namespace rmirror::targets::notion
