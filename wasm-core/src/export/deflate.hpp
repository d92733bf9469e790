// SPDX-License-Identifier: AGPL-3.0-or-later
// A zlib stream for pictures of ink: most of a row repeats the pixel before it, and where ink stands what
// repeats is the row above. No other repetition is looked for: on such pictures it is as small as what
// general compressors find in much more time.
#pragma once

#include "export/adler.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Appends one zlib stream to `out`, block by block, however long the input is.
class Deflater {
public:
    /// Bytes from a pixel to the next, 1 to 4, and from a row to the next: any number is safe.
    Deflater(std::vector<std::uint8_t>& out, int pixel_bytes, std::size_t row_bytes);

    void write(std::span<std::uint8_t const> bytes);

    /// Once, after the last byte.
    void finish();

private:
    /// A literal byte, kRun + the length of a repetition of the pixel before, or kCopy + the length of one of
    /// the row above.
    using Token = std::uint16_t;

    void write_block(bool last);
    void collect_tokens();
    void add_literal(std::uint8_t literal);
    void add_repetition(Token kind, std::size_t length);
    [[nodiscard]] bool pays_to_copy(std::size_t at, std::size_t length) const;
    [[nodiscard]] std::vector<std::uint8_t> distance_lengths() const;
    void write_code_table(std::span<std::uint8_t const> lengths);
    void write_tokens(std::span<std::uint8_t const> lengths);
    void put(std::uint32_t bits, int count);
    void flush_words();
    void flush_bits();

    std::vector<std::uint8_t>& out_;
    std::size_t pixel_bytes_;
    std::size_t row_bytes_;              // no less than those of a pixel, and within the window
    int row_extra_bits_;                 // that say the distance of a row
    std::vector<std::uint8_t> pending_;  // begins with the last `known_` bytes of the block before
    std::size_t known_ = 0;
    std::vector<Token> tokens_;
    std::vector<std::uint32_t> counts_;  // of literal and length symbols in the current block
    std::vector<std::uint32_t> words_;   // whole ones on their way to `out_`
    std::uint64_t bits_ = 0;
    int bit_count_ = 0;
    Adler checksum_;
};

}  // namespace rmirror
