// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/uuid.hpp"

#include "hashing.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace rmirror::db {

namespace {

constexpr std::size_t kTextLength = 36;
constexpr std::array<std::size_t, 4> kHyphens = {8, 13, 18, 23};

bool is_hyphen_place(std::size_t index)
{
    return std::find(kHyphens.begin(), kHyphens.end(), index) != kHyphens.end();
}

bool is_hex_digit(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

}  // namespace

std::string new_uuid()
{
    constexpr int kTimeBytes = 6;
    std::array<std::uint8_t, 16> bytes{};
    // So few bytes come whole or, before the kernel has any chance to give, not at all.
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("the kernel gives no random bytes");
    auto const since_1970 = std::chrono::system_clock::now().time_since_epoch();
    auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
    for (int i = kTimeBytes - 1; i >= 0; --i, milliseconds >>= 8)
        bytes[i] = static_cast<std::uint8_t>(milliseconds);
    bytes[6] = static_cast<std::uint8_t>(0x70U | (bytes[6] & 0x0fU));
    bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3fU));
    auto text = to_hex(bytes);
    for (auto const place : kHyphens)
        text.insert(place, 1, '-');
    return text;
}

bool is_uuid(std::string_view text)
{
    if (text.size() != kTextLength)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (is_hyphen_place(i) ? text[i] != '-' : !is_hex_digit(text[i]))
            return false;
    return true;
}

}  // namespace rmirror::db
