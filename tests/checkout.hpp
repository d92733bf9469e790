// SPDX-License-Identifier: AGPL-3.0-or-later
// Where tests find what they need. Nothing else knows paths of the machine, so that a compiler cache serves
// every checkout.
#pragma once

#include <string>

namespace rmirror {

/// The root of the sources, absolute, without a slash at the end.
std::string const& checkout();

}  // namespace rmirror
