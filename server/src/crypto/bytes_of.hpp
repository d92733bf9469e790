// SPDX-License-Identifier: AGPL-3.0-or-later
// Text as the bytes that the C libraries of cryptography take.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::crypto {

inline unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

inline unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace rmirror::crypto
