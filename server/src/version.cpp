// SPDX-License-Identifier: AGPL-3.0-or-later
#include "version.hpp"

namespace rmirror {

std::string_view const kVersion = RMIRROR_VERSION;

}  // namespace rmirror
