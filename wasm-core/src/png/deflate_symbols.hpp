// SPDX-License-Identifier: AGPL-3.0-or-later
// Encoding of the length and distance of a repetition: RFC 1951, section 3.2.5.
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

/// Index of the class for each length of a repetition.
inline constexpr auto kClassOfLength = [] {
    std::array<std::uint8_t, kLongest + 1> classes{};
    for (std::size_t i = 0; i < kLengthClasses.size(); ++i)
        for (std::size_t length = kLengthClasses[i].base; length <= kLongest; ++length)
            classes[length] = static_cast<std::uint8_t>(i);
    return classes;
}();

/// The encoded distance of a repetition: the symbol and its extra bits. RFC 1951, 3.2.5: of the distances
/// minus one, the first four have their own symbols; from then on, the number of extra bits grows by one
/// every two symbols.
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
