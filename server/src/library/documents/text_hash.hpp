// SPDX-License-Identifier: AGPL-3.0-or-later
// The `text_hash` of pages.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::library {

/// The fingerprint of a page's text (text_fingerprint.hpp), which may be in any Unicode form.
std::string text_hash(std::string_view text);

}  // namespace rmirror::library
