// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256, used by core and server for file hashes and fingerprints.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rmirror {

class Sha256 {
public:
    void update(std::span<std::uint8_t const> bytes);
    std::array<std::uint8_t, 32> finish();  // Call it once; don't use the object afterwards.

private:
    void block(std::uint8_t const* bytes);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> pending_{};
    std::size_t pending_size_ = 0;
    std::uint64_t total_bytes_ = 0;
};

/// 64 lower-case hex digits.
std::string sha256_hex(std::span<std::uint8_t const> bytes);
std::string sha256_hex(std::string_view bytes);
std::string to_hex(std::span<std::uint8_t const> bytes);

}  // namespace rmirror
