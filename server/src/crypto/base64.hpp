// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes as text, with padding (RFC 4648 §4): what JSON carries pictures in.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::crypto {

std::string base64(std::string_view bytes);

}  // namespace rmirror::crypto
