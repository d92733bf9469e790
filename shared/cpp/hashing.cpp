// SPDX-License-Identifier: AGPL-3.0-or-later
#include "hashing.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rmirror {

namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kLengthBytes = 8;  // The message length at the end of the last block.

/// SIMD vectors: the message schedule is computed for four words at a time.
using FourWords = std::uint32_t __attribute__((vector_size(16)));
using SixteenBytes = std::uint8_t __attribute__((vector_size(16)));

// FIPS 180-4, section 4.2.2.
constexpr FourWords kRoundConstants[] = {
    {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5}, {0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5},
    {0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3}, {0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174},
    {0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc}, {0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da},
    {0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7}, {0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967},
    {0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13}, {0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85},
    {0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3}, {0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070},
    {0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5}, {0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3},
    {0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208}, {0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2},
};

template <typename Word>
Word rotated_right(Word value, int count)
{
    return (value >> count) | (value << (32 - count));
}

void put_big_endian_u32(std::uint32_t value, std::uint8_t* out)
{
    out[0] = static_cast<std::uint8_t>(value >> 24);
    out[1] = static_cast<std::uint8_t>(value >> 16);
    out[2] = static_cast<std::uint8_t>(value >> 8);
    out[3] = static_cast<std::uint8_t>(value);
}

/// One round. It doesn't shift the words; the caller rotates their names instead.
inline void round(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d, std::uint32_t e,
                  std::uint32_t f, std::uint32_t g, std::uint32_t& h, std::uint32_t input)
{
    auto sum1 = rotated_right(e, 6) ^ rotated_right(e, 11) ^ rotated_right(e, 25);
    auto choice = g ^ (e & (f ^ g));
    auto sum0 = rotated_right(a, 2) ^ rotated_right(a, 13) ^ rotated_right(a, 22);
    auto majority = (a & b) | (c & (a | b));
    auto mixed = h + sum1 + choice + input;
    d += mixed;
    h = mixed + sum0 + majority;
}

/// The last sixteen words of the message schedule (FIPS 180-4, section 6.2.2).
class Schedule {
public:
    explicit Schedule(std::uint8_t const* block)
    {
        for (auto& four : words_) {
            SixteenBytes bytes;
            std::memcpy(&bytes, block, sizeof bytes);
            block += sizeof bytes;
            four = (FourWords)__builtin_shufflevector(bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15,
                                                      14, 13, 12);
        }
    }

    /// Returns the first four words, and replaces them with the four that follow the last.
    FourWords take()
    {
        auto const [first, second, third, last] = words_;
        constexpr FourWords kNothing{};
        auto next = first + sigma0(__builtin_shufflevector(first, second, 1, 2, 3, 4)) +
                    __builtin_shufflevector(third, last, 1, 2, 3, 4);
        next += __builtin_shufflevector(sigma1(last), kNothing, 2, 3, 4, 4);
        next += __builtin_shufflevector(kNothing, sigma1(next), 0, 0, 4, 5);
        words_ = {second, third, last, next};
        return first;
    }

private:
    static FourWords sigma0(FourWords words)
    {
        return rotated_right(words, 7) ^ rotated_right(words, 18) ^ (words >> 3);
    }
    static FourWords sigma1(FourWords words)
    {
        return rotated_right(words, 17) ^ rotated_right(words, 19) ^ (words >> 10);
    }

    std::array<FourWords, 4> words_;
};

}  // namespace

void Sha256::block(std::uint8_t const* bytes)
{
    Schedule schedule(bytes);
    auto [a, b, c, d, e, f, g, h] = state_;
    for (auto constants : kRoundConstants) {
        auto const input = schedule.take() + constants;
        round(a, b, c, d, e, f, g, h, input[0]);
        round(h, a, b, c, d, e, f, g, input[1]);
        round(g, h, a, b, c, d, e, f, input[2]);
        round(f, g, h, a, b, c, d, e, input[3]);
        std::swap(a, e);
        std::swap(b, f);
        std::swap(c, g);
        std::swap(d, h);
    }
    std::uint32_t const sums[] = {a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state_.size(); ++i)
        state_[i] += sums[i];
}

void Sha256::update(std::span<std::uint8_t const> bytes)
{
    total_bytes_ += bytes.size();
    if (pending_size_ > 0) {
        auto taken = std::min(bytes.size(), kBlockBytes - pending_size_);
        std::copy_n(bytes.begin(), taken, pending_.begin() + static_cast<std::ptrdiff_t>(pending_size_));
        pending_size_ += taken;
        bytes = bytes.subspan(taken);
        if (pending_size_ < kBlockBytes)
            return;
        block(pending_.data());
        pending_size_ = 0;
    }
    for (; bytes.size() >= kBlockBytes; bytes = bytes.subspan(kBlockBytes))
        block(bytes.data());
    std::copy(bytes.begin(), bytes.end(), pending_.begin());
    pending_size_ = bytes.size();
}

std::array<std::uint8_t, 32> Sha256::finish()
{
    auto const bits = total_bytes_ * 8;
    pending_[pending_size_++] = 0x80;
    if (pending_size_ > kBlockBytes - kLengthBytes) {
        std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(pending_size_), pending_.end(),
                  std::uint8_t{0});
        block(pending_.data());
        pending_size_ = 0;
    }
    std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(pending_size_), pending_.end(), std::uint8_t{0});
    put_big_endian_u32(static_cast<std::uint32_t>(bits >> 32), &pending_[kBlockBytes - 8]);
    put_big_endian_u32(static_cast<std::uint32_t>(bits), &pending_[kBlockBytes - 4]);
    block(pending_.data());

    std::array<std::uint8_t, 32> digest;
    for (std::size_t i = 0; i < state_.size(); ++i)
        put_big_endian_u32(state_[i], &digest[4 * i]);
    return digest;
}

std::string to_hex(std::span<std::uint8_t const> bytes)
{
    constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * bytes.size());
    for (auto byte : bytes) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 0x0f];
    }
    return hex;
}

std::string sha256_hex(std::span<std::uint8_t const> bytes)
{
    Sha256 hash;
    hash.update(bytes);
    return to_hex(hash.finish());
}

std::string sha256_hex(std::string_view bytes)
{
    return sha256_hex(std::span(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()));
}

}  // namespace rmirror
