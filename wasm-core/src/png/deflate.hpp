// SPDX-License-Identifier: AGPL-3.0-or-later
// A zlib stream for pictures of ink: most of a row repeats the pixel before it, and where ink stands what
// repeats is the row above. No other repetition is looked for: on such pictures it is as small as what
// general compressors find in much more time.
#pragma once

#include "png/adler.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Appends one zlib stream to `out`, row by row, however many they are.
class Deflater {
public:
    /// Bytes from a pixel to the next, 1 to 4, and of a row, at least one: any number is safe.
    Deflater(std::vector<std::uint8_t>& out, int pixel_bytes, std::size_t row_bytes);

    /// A row and the one above it, which is empty for the first.
    void write_row(std::span<std::uint8_t const> row, std::span<std::uint8_t const> above);

    /// Rows that begin with one byte and consist of another: none of their bytes is visited.
    void write_even_rows(std::uint8_t first, std::uint8_t others, std::size_t count);

    /// Once, after the last row.
    void finish();

private:
    /// A literal byte, kRun + the length of a repetition of the pixel before, or kCopy + the length of one of
    /// the row above.
    using Token = std::uint16_t;

    void write_block(bool last);
    std::size_t go_on_copying(std::span<std::uint8_t const> row, std::span<std::uint8_t const> above);
    void add(Token token, std::size_t symbol)
    {
        tokens_[token_count_++] = token;
        ++counts_[symbol];
    }
    void add_literal(std::uint8_t literal) { add(literal, literal); }
    void add_repetition(Token kind, std::size_t length);
    void end_copy();
    [[nodiscard]] bool can_copy() const { return row_distance_ == row_bytes_ && row_bytes_ > pixel_bytes_; }
    [[nodiscard]] bool pays_to_copy(std::span<std::uint8_t const> row, std::size_t at,
                                    std::size_t length) const;
    [[nodiscard]] std::vector<std::uint8_t> distance_lengths() const;
    void write_code_table(std::span<std::uint8_t const> lengths);
    void write_tokens(std::span<std::uint8_t const> lengths);
    [[nodiscard]] std::size_t most_bytes(std::span<std::uint8_t const> lengths) const;
    void put(std::uint32_t bits, int count);
    void flush_words();
    void flush_bits();

    std::vector<std::uint8_t>& out_;
    std::size_t pixel_bytes_;
    std::size_t row_bytes_;
    std::size_t row_distance_;   // the same, but no less than a pixel's, and within the window
    std::size_t copying_ = 0;    // bytes of the row above: how many more, the next row tells
    bool copies_run_ = false;    // of the same pixel: shorter to say, should it be no more
    int copy_bits_;              // what a copy takes beside its length
    std::vector<Token> tokens_;  // room for a block and a row
    std::size_t token_count_ = 0;
    std::vector<std::uint32_t> counts_;  // of literal and length symbols in the current block
    std::vector<std::uint32_t> words_;   // whole ones on their way to `out_`
    std::uint64_t bits_ = 0;
    int bit_count_ = 0;
    Adler checksum_;
};

}  // namespace rmirror
