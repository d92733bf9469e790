// SPDX-License-Identifier: AGPL-3.0-or-later
// Adler-32, the checksum of a zlib stream (RFC 1950), optimised for repetitive data: runs of equal bytes are
// added in one step.
#pragma once

#include "base/words8.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace rmirror {

class Adler {
public:
    void add(std::uint8_t byte)
    {
        sum_ += byte;
        sum_of_sums_ += sum_;
    }

    /// Adds the same byte `count` times.
    void add(std::uint8_t byte, std::size_t count)
    {
        sum_of_sums_ += count * sum_ + byte * (count * (count + 1) / 2);
        sum_ += byte * count;
    }

    void add(std::span<std::uint8_t const> bytes)
    {
        while (bytes.size() >= 2 * kAtOnce) {
            auto const now = std::min(bytes.size(), kMaxAtOnce) / kAtOnce * kAtOnce;
            add_pieces(bytes.first(now));
            bytes = bytes.subspan(now);
        }
        for (auto byte : bytes)
            add(byte);
    }

    /// Adds rows that start with the byte `first` and otherwise consist of `others`.
    void add_even_rows(std::uint8_t first, std::uint8_t others, std::uint64_t row_bytes, std::uint64_t count)
    {
        // In the sum of sums a byte counts once for each position from its own to the end of its row.
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

    /// Must be called at least once per 2^26 bytes, so that the sums don't overflow.
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
    using FourSums = std::uint32_t __attribute__((vector_size(16)));

    static constexpr std::uint64_t kModulus = 65521;
    static constexpr std::size_t kAtOnce = 16;
    static constexpr std::size_t kPiece = 16 * kAtOnce;  // with more bytes the sums would overflow 16 bits
    static constexpr std::size_t kMaxAtOnce = 16 * kPiece;

    /// Sums of adjacent words.
    static FourSums sums_of(Words8 words)
    {
        auto const pairs = (FourSums)words;
        return (pairs & 0xffffU) + (pairs >> 16U);
    }

    static std::uint64_t total(FourSums sums) { return std::uint64_t{sums[0]} + sums[1] + sums[2] + sums[3]; }

    /// Processes sixteen bytes at a time. In the sum of sums, a byte counts once for each position from its
    /// own on. Bytes at the same position within their sixteen have the same weight, which is multiplied
    /// once.
    void add_pieces(std::span<std::uint8_t const> bytes)
    {
        static constexpr std::uint16_t kFirst[8] = {16, 15, 14, 13, 12, 11, 10, 9};
        static constexpr std::uint16_t kSecond[8] = {8, 7, 6, 5, 4, 3, 2, 1};
        auto const of_first = hoisted_words(kFirst);
        auto const of_second = hoisted_words(kSecond);
        FourSums all{};
        FourSums all_before{};
        FourSums all_within{};
        auto const* at = bytes.data();
        for (auto left = bytes.size(); left > 0;) {
            auto const piece = std::min(left, kPiece) / kAtOnce;
            Words8 first{};
            Words8 second{};
            Words8 before{};
            for (std::size_t i = 0; i < piece; ++i, at += kAtOnce) {
                before += first + second;
                first += eight_words_at(at);
                second += eight_words_at(at + 8);
            }
            all_before += all * static_cast<std::uint32_t>(piece) + sums_of(before);
            all_within += sums_of(first * of_first) + sums_of(second * of_second);
            all += sums_of(first + second);
            left -= piece * kAtOnce;
        }
        sum_of_sums_ += bytes.size() * sum_ + kAtOnce * total(all_before) + total(all_within);
        sum_ += total(all);
    }

    std::uint64_t sum_ = 1, sum_of_sums_ = 0;
};

}  // namespace rmirror
