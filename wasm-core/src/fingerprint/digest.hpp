// SPDX-License-Identifier: AGPL-3.0-or-later
// Hashes scene values with SHA-256, each in a fixed integer form: floats are never hashed.
#pragma once

#include "hashing.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace rmirror {

class Digest {
public:
    /// Hashes eight bytes, little-endian.
    void put(std::uint64_t value)
    {
        if (waiting_ == numbers_.size())
            hash_numbers();
        numbers_[waiting_++] = value;
    }

    /// Hashes the length in bytes, then the bytes, so that adjacent strings are unambiguous.
    void put(std::string_view text)
    {
        put(text.size());
        hash_numbers();
        sha_.update({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()});
    }
    void put(std::string const& text) { put(std::string_view(text)); }

    /// Hashes the value in steps of 1 / `steps_per_unit`, rounded to nearest with halves up. NaN and values
    /// out of range have reserved numbers.
    void put_steps(double value, double steps_per_unit)
    {
        put(static_cast<std::uint64_t>(to_steps(value, steps_per_unit)));
    }

    std::string hex()
    {
        hash_numbers();
        return to_hex(sha_.finish());
    }

private:
    static std::int64_t to_steps(double value, double steps_per_unit)
    {
        constexpr double kLimit = 1e15;
        if (std::isnan(value))
            return std::numeric_limits<std::int64_t>::min();
        auto const steps = std::floor(value * steps_per_unit + 0.5);
        if (steps > kLimit)
            return std::numeric_limits<std::int64_t>::max();
        if (steps < -kLimit)
            return std::numeric_limits<std::int64_t>::min() + 1;
        return static_cast<std::int64_t>(steps);
    }

    void hash_numbers()
    {
        sha_.update({reinterpret_cast<std::uint8_t const*>(numbers_.data()), waiting_ * sizeof numbers_[0]});
        waiting_ = 0;
    }

    static_assert(std::endian::native == std::endian::little, "numbers are hashed as they lie in memory");

    Sha256 sha_;
    std::array<std::uint64_t, 64> numbers_;  // buffered, to be hashed together
    std::size_t waiting_ = 0;
};

}  // namespace rmirror
