// SPDX-License-Identifier: AGPL-3.0-or-later
// A zlib stream for pictures of ink: most of a row repeats the pixel before it, so that is the only
// repetition looked for. On such pictures it is smaller and faster than a general compressor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Appends one zlib stream to `out`, block by block, however long the input is.
class Deflater {
public:
    /// `distance`: bytes per pixel, 1 to 4.
    Deflater(std::vector<std::uint8_t>& out, int distance);

    void write(std::span<std::uint8_t const> bytes);

    /// Once, after the last byte.
    void finish();

private:
    /// A literal byte, or kRun + the length of a repetition.
    using Token = std::uint16_t;

    void add_to_checksum(std::span<std::uint8_t const> bytes);
    void write_block(bool last);
    void collect_tokens();
    void add_run(std::size_t length);
    void write_code_table(std::span<std::uint8_t const> lengths);
    void write_tokens(std::span<std::uint8_t const> lengths);
    void put(std::uint32_t bits, int count);
    void flush_bits();

    std::vector<std::uint8_t>& out_;
    std::size_t distance_;
    std::vector<std::uint8_t> pending_;  // begins with the last `known_` bytes of the block before
    std::size_t known_ = 0;
    std::vector<Token> tokens_;
    std::vector<std::uint32_t> counts_;  // of literal and length symbols in the current block
    std::uint64_t bits_ = 0;
    int bit_count_ = 0;
    std::uint32_t sum_a_ = 1, sum_b_ = 0;  // Adler-32
};

}  // namespace rmirror
