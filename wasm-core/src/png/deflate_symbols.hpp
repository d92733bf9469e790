// SPDX-License-Identifier: AGPL-3.0-or-later
// How RFC 1951 writes the length of a repetition and how far back it lies: section 3.2.5.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace rmirror {

constexpr std::size_t kLongest = 258;

struct LengthClass {
    std::uint16_t base;
    std::uint8_t extra_bits;
};

inline constexpr std::array<LengthClass, 29> kLengthClasses = {
    {{3, 0},  {4, 0},  {5, 0},  {6, 0},   {7, 0},   {8, 0},   {9, 0},   {10, 0},  {11, 1}, {13, 1},
     {15, 1}, {17, 1}, {19, 2}, {23, 2},  {27, 2},  {31, 2},  {35, 3},  {43, 3},  {51, 3}, {59, 3},
     {67, 4}, {83, 4}, {99, 4}, {115, 4}, {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}}};

/// For each length of a repetition the index of its class.
inline constexpr auto kClassOfLength = [] {
    std::array<std::uint8_t, kLongest + 1> classes{};
    for (std::size_t i = 0; i < kLengthClasses.size(); ++i)
        for (std::size_t length = kLengthClasses[i].base; length <= kLongest; ++length)
            classes[length] = static_cast<std::uint8_t>(i);
    return classes;
}();

/// How far back a repetition lies, as it is written: the symbol and the bits after it. RFC 1951, 3.2.5: of
/// the distances less one, the first four have symbols of their own, and then every two symbols have one more
/// bit.
struct Distance {
    std::size_t symbol;
    std::uint32_t extra;
    std::uint8_t extra_bits;
};

inline Distance distance_of(std::size_t bytes)
{
    std::size_t const place = bytes - 1;
    if (place < 4)
        return {place, 0, 0};
    std::size_t bits = 1;
    while (place >> (bits + 2) != 0)
        ++bits;
    return {2 * bits + (place >> bits), static_cast<std::uint32_t>(place & ((std::size_t{1} << bits) - 1)),
            static_cast<std::uint8_t>(bits)};
}

}  // namespace rmirror
