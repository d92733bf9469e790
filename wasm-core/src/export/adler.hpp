// SPDX-License-Identifier: AGPL-3.0-or-later
// Adler-32, the checksum at the end of a zlib stream (RFC 1950), for bytes most of which are the same: many
// equal ones are added at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace rmirror {

class Adler {
public:
    void add(std::uint8_t byte)
    {
        sum_ += byte;
        sum_of_sums_ += sum_;
    }

    /// The same byte `count` times.
    void add(std::uint8_t byte, std::size_t count)
    {
        sum_of_sums_ += count * sum_ + byte * (count * (count + 1) / 2);
        sum_ += byte * count;
    }

    void add(std::span<std::uint8_t const> bytes)
    {
        while (bytes.size() >= 2 * kAtOnce) {
            auto const now = std::min(bytes.size(), kPiece) / kAtOnce * kAtOnce;
            add_piece(bytes.first(now));
            bytes = bytes.subspan(now);
        }
        for (auto byte : bytes)
            add(byte);
    }

    /// Rows that begin with one byte and consist of another.
    void add_even_rows(std::uint8_t first, std::uint8_t others, std::uint64_t row_bytes, std::uint64_t count)
    {
        // In the sum of sums a byte counts once for each from its own to the last of its row.
        auto const row = (first + others * (row_bytes - 1)) % kModulus;
        auto const within = (first * row_bytes + others * (row_bytes * (row_bytes - 1) / 2)) % kModulus;
        auto const pairs = count * (count - 1) / 2 % kModulus;
        count %= kModulus;
        row_bytes %= kModulus;
        sum_ %= kModulus;
        sum_of_sums_ %= kModulus;
        sum_of_sums_ +=
            count * row_bytes % kModulus * sum_ + row_bytes * row % kModulus * pairs + count * within;
        sum_ += count * row;
    }

    /// Needed once in 2^26 bytes at the latest, so that the sums do not overflow.
    void reduce()
    {
        constexpr std::uint64_t kLarge = std::uint64_t{1} << 60U;
        if (sum_of_sums_ < kLarge)
            return;
        sum_ %= kModulus;
        sum_of_sums_ %= kModulus;
    }

    [[nodiscard]] std::uint32_t value() const
    {
        return static_cast<std::uint32_t>(sum_of_sums_ % kModulus << 16U | sum_ % kModulus);
    }

private:
    using EightBytes = std::uint8_t __attribute__((vector_size(8)));
    using EightWords = std::uint16_t __attribute__((vector_size(16)));

    static constexpr std::uint64_t kModulus = 65521;
    static constexpr std::size_t kAtOnce = 16;
    static constexpr std::size_t kPiece = 8 * kAtOnce;  // the sums of more bytes would not fit into words

    static EightWords eight_at(std::uint8_t const* bytes)
    {
        EightBytes eight;
        std::memcpy(&eight, bytes, sizeof eight);
        return __builtin_convertvector(eight, EightWords);
    }

    static std::uint64_t total(EightWords words)
    {
        std::uint64_t total = 0;
        for (int i = 0; i < 8; ++i)
            total += words[i];
        return total;
    }

    /// Sixteen bytes at a time: a byte counts once in each sum from its own on.
    void add_piece(std::span<std::uint8_t const> bytes)
    {
        EightWords sum{};
        EightWords sums_before{};
        EightWords within{};
        for (std::size_t at = 0; at < bytes.size(); at += kAtOnce) {
            auto const first = eight_at(&bytes[at]);
            auto const second = eight_at(&bytes[at + 8]);
            sums_before += sum;
            within += first * EightWords{16, 15, 14, 13, 12, 11, 10, 9} +
                      second * EightWords{8, 7, 6, 5, 4, 3, 2, 1};
            sum += first + second;
        }
        sum_of_sums_ += bytes.size() * sum_ + kAtOnce * total(sums_before) + total(within);
        sum_ += total(sum);
    }

    std::uint64_t sum_ = 1, sum_of_sums_ = 0;
};

}  // namespace rmirror
