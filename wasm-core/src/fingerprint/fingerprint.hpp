// SPDX-License-Identifier: AGPL-3.0-or-later
// A fingerprint of a page's visible content, to detect changes.
#pragma once

#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// "i1:" and 64 hex digits, computed from the page's visible content quantised to integers. Independent of
/// CRDT ids, timestamps, block order, erased items, hidden layers and file version.
std::string ink_hash(Page const& page);

}  // namespace rmirror
