// SPDX-License-Identifier: AGPL-3.0-or-later
// A bounds-checked little-endian reader. It never reads past its end and allocates only for errors.
#pragma once

#include "base/result.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace rmirror {

using Bytes = std::span<std::uint8_t const>;

static_assert(std::endian::native == std::endian::little,
              "ByteReader copies little-endian values as they lie");

/// Reads a T at `bytes`; the caller guarantees that sizeof(T) bytes are available.
template <typename T>
T value_at(std::uint8_t const* bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof(T));
    return value;
}

/// The smallest functions are always_inline because compilers assume that wasm calls are as cheap as native
/// ones.
class ByteReader {
public:
    explicit ByteReader(Bytes bytes) : bytes_(bytes) {}

    [[nodiscard]] std::size_t position() const { return position_; }
    [[nodiscard]] std::size_t remaining() const { return bytes_.size() - position_; }
    [[nodiscard]] bool at_end() const { return remaining() == 0; }

    [[gnu::always_inline]] Result<std::uint8_t> u8() { return scalar<std::uint8_t>(); }
    Result<std::uint32_t> u32() { return scalar<std::uint32_t>(); }
    Result<float> f32() { return scalar<float>(); }
    Result<double> f64() { return scalar<double>(); }

    /// LEB128, at most ten bytes.
    Result<std::uint64_t> varuint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at_end())
                return too_short(1);
            auto const byte = bytes_[position_++];
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0)
                return value;
        }
        return Error{ErrorCode::corrupt, "a variable-length number is longer than 64 bits"};
    }

    [[gnu::always_inline]] Result<Bytes> take(std::size_t count)
    {
        if (count > remaining())
            return too_short(count);
        auto taken = bytes_.subspan(position_, count);
        position_ += count;
        return taken;
    }

    Result<Done> skip(std::size_t count)
    {
        TRY(take(count));
        return Done{};
    }

    /// Consumes the next byte if it equals `expected`, and returns whether it did.
    bool take_if(std::uint8_t expected)
    {
        bool const is_next = !at_end() && bytes_[position_] == expected;
        position_ += is_next ? 1 : 0;
        return is_next;
    }

    /// Returns to an earlier position().
    void rewind(std::size_t position) { position_ = position; }

private:
    template <typename T>
    [[gnu::always_inline]] Result<T> scalar()
    {
        if (sizeof(T) > remaining())
            return too_short(sizeof(T));
        auto const value = value_at<T>(bytes_.data() + position_);
        position_ += sizeof(T);
        return value;
    }

    [[nodiscard]] Error too_short(std::size_t announced) const;

    Bytes bytes_;
    std::size_t position_ = 0;
};

}  // namespace rmirror
