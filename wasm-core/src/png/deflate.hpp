// SPDX-License-Identifier: AGPL-3.0-or-later
// A zlib compressor for pictures of ink. Most pixels of a row repeat the pixel before them, and within ink a
// row repeats the row above. Only these two repetitions are searched: on such pictures the result is as small
// as that of general compressors, which take much more time.
#pragma once

#include "png/adler.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Appends one zlib stream to `out`, row by row, for any number of rows.
class Deflater {
public:
    /// `pixel_bytes`: bytes per pixel, clamped to 1 to 4. `row_bytes`: bytes per row, at least one.
    Deflater(std::vector<std::uint8_t>& out, int pixel_bytes, std::size_t row_bytes);

    /// Compresses a row; `above` is the row before it, empty for the first.
    void write_row(std::span<std::uint8_t const> row, std::span<std::uint8_t const> above);

    /// Compresses rows that start with the byte `first` and otherwise consist of `others`, without visiting
    /// the bytes.
    void write_even_rows(std::uint8_t first, std::uint8_t others, std::size_t count);

    /// Call once after the last row.
    void finish();

private:
    /// A literal byte; kRun + the length of a repetition of the preceding pixel; or kCopy + the length of a
    /// repetition of the row above.
    using Token = std::uint16_t;

    void write_block(bool last);
    std::size_t extend_copy(std::span<std::uint8_t const> row, std::span<std::uint8_t const> above);
    void add(Token token, std::size_t symbol)
    {
        tokens_[token_count_++] = token;
        ++counts_[symbol];
    }
    void add_literal(std::uint8_t literal) { add(literal, literal); }
    void add_repetition(Token kind, std::size_t length);
    void end_copy();
    [[nodiscard]] bool can_copy() const { return row_distance_ == row_bytes_ && row_bytes_ > pixel_bytes_; }
    [[nodiscard]] bool is_copy_cheaper(std::span<std::uint8_t const> row, std::size_t at,
                                       std::size_t length) const;
    [[nodiscard]] std::vector<std::uint8_t> distance_lengths() const;
    void write_code_table(std::span<std::uint8_t const> lengths);
    void write_tokens(std::span<std::uint8_t const> lengths);
    [[nodiscard]] std::size_t max_bytes(std::span<std::uint8_t const> lengths) const;
    void put(std::uint32_t bits, int count);
    void flush_words();
    void flush_bits();

    std::vector<std::uint8_t>& out_;
    std::size_t pixel_bytes_;
    std::size_t row_bytes_;
    std::size_t row_distance_;   // row_bytes_, but at least a pixel and at most the window
    std::size_t copying_ = 0;    // length of a pending copy from the row above; the next row may extend it
    bool copies_run_ = false;    // it also repeats one pixel, which is shorter to encode if it isn't extended
    int copy_bits_;              // approximate bits of a copy besides its length
    std::vector<Token> tokens_;  // room for a block and a row
    std::size_t token_count_ = 0;
    std::vector<std::uint32_t> counts_;  // of literal and length symbols in the current block
    std::vector<std::uint32_t> words_;   // complete words to be appended to `out_`
    std::uint64_t bits_ = 0;
    int bit_count_ = 0;
    Adler checksum_;
};

}  // namespace rmirror
