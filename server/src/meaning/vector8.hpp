// SPDX-License-Identifier: AGPL-3.0-or-later
// Vectors of 8-bit numbers: a quarter of what a service sends, and as good for telling what is near.
//
// As bytes: the length of the 8-bit vector as a little-endian float, then its numbers, one signed byte each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::meaning {

constexpr std::size_t kMinDimensions = 8;
constexpr std::size_t kMaxDimensions = 8'192;

class Vector8 {
public:
    /// Scaled so that the largest number is 127. Nullopt if one isn't finite, or if all are 0.
    static std::optional<Vector8> of(std::span<float const> numbers);
    /// Nullopt unless the bytes are those of a vector of `dimensions` numbers.
    static std::optional<Vector8> parse(std::string_view bytes, std::size_t dimensions);
    /// In the middle of vectors of equal length, of which there is at least one; nullopt if they cancel out.
    static std::optional<Vector8> mean(std::span<Vector8 const> vectors);

    std::size_t dimensions() const { return numbers_.size(); }
    static std::size_t bytes_of(std::size_t dimensions) { return sizeof(float) + dimensions; }
    std::string bytes() const;
    /// "1" for each number above 0 and "0" for the others, as PostgreSQL reads bits.
    std::string signs() const;
    /// The cosine of the angle to a vector of the same length: 1 if both point the same way.
    double similarity(Vector8 const& other) const;

private:
    Vector8(std::vector<std::int8_t> numbers, float length);

    std::vector<std::int8_t> numbers_;
    float length_ = 0;
};

}  // namespace rmirror::meaning
