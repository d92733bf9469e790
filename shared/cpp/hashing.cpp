// SPDX-License-Identifier: AGPL-3.0-or-later
#include "hashing.hpp"

#include <algorithm>
#include <cstring>

namespace rmirror {

namespace {

// FIPS 180-4, section 4.2.2.
constexpr std::array<std::uint32_t, 64> kRoundConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kLengthBytes = 8;  // the message length that ends the last block

std::uint32_t rotated_right(std::uint32_t value, int count)
{
    return (value >> count) | (value << (32 - count));
}

std::uint32_t big_endian_u32(std::uint8_t const* bytes)
{
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           bytes[3];
}

void put_big_endian_u32(std::uint32_t value, std::uint8_t* out)
{
    out[0] = static_cast<std::uint8_t>(value >> 24);
    out[1] = static_cast<std::uint8_t>(value >> 16);
    out[2] = static_cast<std::uint8_t>(value >> 8);
    out[3] = static_cast<std::uint8_t>(value);
}

/// One round that leaves every word where it is: the caller rotates the names instead of the values.
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

std::array<std::uint32_t, 64> message_schedule(std::uint8_t const* bytes)
{
    std::array<std::uint32_t, 64> words;
    for (std::size_t i = 0; i < 16; ++i)
        words[i] = big_endian_u32(bytes + 4 * i);
    for (std::size_t i = 16; i < 64; ++i) {
        auto early = words[i - 15];
        auto late = words[i - 2];
        auto sigma0 = rotated_right(early, 7) ^ rotated_right(early, 18) ^ (early >> 3);
        auto sigma1 = rotated_right(late, 17) ^ rotated_right(late, 19) ^ (late >> 10);
        words[i] = words[i - 16] + sigma0 + words[i - 7] + sigma1;
    }
    return words;
}

}  // namespace

void Sha256::block(std::uint8_t const* bytes)
{
    auto const words = message_schedule(bytes);
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t i = 0; i < 64; i += 8) {
        auto const* k = &kRoundConstants[i];
        auto const* w = &words[i];
        round(a, b, c, d, e, f, g, h, k[0] + w[0]);
        round(h, a, b, c, d, e, f, g, k[1] + w[1]);
        round(g, h, a, b, c, d, e, f, k[2] + w[2]);
        round(f, g, h, a, b, c, d, e, k[3] + w[3]);
        round(e, f, g, h, a, b, c, d, k[4] + w[4]);
        round(d, e, f, g, h, a, b, c, k[5] + w[5]);
        round(c, d, e, f, g, h, a, b, k[6] + w[6]);
        round(b, c, d, e, f, g, h, a, k[7] + w[7]);
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

}  // namespace rmirror
