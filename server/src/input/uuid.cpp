// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/uuid.hpp"

#include "hashing.hpp"

#include <sys/random.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace rmirror::input {

namespace {

constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
constexpr std::array<std::size_t, 4> kHyphens = {8, 13, 18, 23};

}  // namespace

std::string new_uuid()
{
    constexpr int kTimeBytes = 6;
    std::array<std::uint8_t, 16> bytes{};
    // 16 bytes are returned completely or, before the kernel's generator is seeded, not at all.
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

std::optional<std::string> parse_uuid(std::string_view text)
{
    if (text.size() != kShape.size())
        return std::nullopt;
    std::string uuid(text);
    for (std::size_t at = 0; at < uuid.size(); ++at) {
        char& letter = uuid[at];
        if (letter >= 'A' && letter <= 'F')
            letter = static_cast<char>(letter - 'A' + 'a');
        bool const is_digit = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
        if (kShape[at] == '-' ? letter != '-' : !is_digit)
            return std::nullopt;
    }
    return uuid;
}

bool is_uuid(std::string_view text)
{
    return parse_uuid(text).has_value();
}

}  // namespace rmirror::input
