// SPDX-License-Identifier: AGPL-3.0-or-later
// What the encoder writes must be what zlib reads.
#include "png/deflate.hpp"

#include "png/huffman.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <numeric>

namespace rmirror {
namespace {

using Buffer = std::vector<std::uint8_t>;

/// Bytes from a pixel to the next and from a row to the next.
struct Layout {
    int pixel = 1;
    std::size_t row = 1404;
    bool say_even = true;
};

bool is_even(std::span<std::uint8_t const> row)
{
    return std::all_of(row.begin() + 1, row.end(), [&](auto byte) { return byte == row.back(); });
}

/// Whole rows of it; even ones are said to be so.
Buffer deflated(Buffer const& input, Layout layout)
{
    Buffer out;
    Deflater deflater(out, layout.pixel, layout.row);
    auto const rows = input.size() / layout.row;
    auto const row_at = [&](std::size_t row) {
        return std::span(input).subspan(row * layout.row, layout.row);
    };
    for (std::size_t y = 0; y < rows;) {
        auto const row = row_at(y);
        std::size_t same = 1;
        while (y + same < rows && std::equal(row.begin(), row.end(), row_at(y + same).begin()))
            ++same;
        if (is_even(row) && layout.say_even) {
            deflater.write_even_rows(row.front(), row.back(), same);
            y += same;
        } else {
            deflater.write_row(row, y == 0 ? row.first(0) : row_at(y - 1));
            ++y;
        }
    }
    deflater.finish();
    return out;
}

void expect_round_trip(Buffer input, Layout layout)
{
    input.resize(input.size() / layout.row * layout.row);
    auto packed = deflated(input, layout);
    Buffer unpacked(input.size() + 16);
    auto size = static_cast<uLongf>(unpacked.size());
    auto packed_size = static_cast<uLong>(packed.size());
    ASSERT_EQ(uncompress2(unpacked.data(), &size, packed.data(), &packed_size), Z_OK)
        << input.size() << " bytes";
    ASSERT_EQ(packed_size, packed.size()) << "bytes after the stream";
    unpacked.resize(size);
    ASSERT_TRUE(unpacked == input) << input.size() << " bytes, pixels of " << layout.pixel << ", rows of "
                                   << layout.row;
}

struct Random {
    std::uint32_t state;
    std::uint32_t operator()(std::uint32_t below)
    {
        state = state * 1664525 + 1013904223;
        return (state >> 8U) % below;
    }
};

/// Rows of ink: long repetitions, some noise, of a random palette.
Buffer ink_like(Random& random)
{
    Buffer input;
    auto pieces = random(60);
    auto colors = 1 + random(256);
    for (std::uint32_t piece = 0; piece < pieces; ++piece) {
        auto length = random(3) == 0 ? random(1200) : random(20);
        bool noise = random(3) == 0;
        auto value = static_cast<std::uint8_t>(random(colors));
        for (std::uint32_t i = 0; i < length; ++i)
            input.push_back(noise ? static_cast<std::uint8_t>(random(colors)) : value);
    }
    return input;
}

/// The same with much of each row as in the row above.
Buffer rows_of_ink(Random& random, std::size_t row)
{
    auto input = ink_like(random);
    for (std::size_t at = row; at < input.size();) {
        auto const length = std::min<std::size_t>(input.size() - at, 1 + random(400));
        if (random(2) == 0)
            for (std::size_t i = at; i < at + length; ++i)
                input[i] = input[i - row];
        at += length;
    }
    return input;
}

TEST(Deflate, is_read_by_zlib_for_random_input)
{
    for (std::uint32_t seed = 0; seed < 3000; ++seed) {
        Random random{seed};
        Layout const layout{1 + static_cast<int>(random(4)), 1 + random(2000), random(2) == 0};
        expect_round_trip(ink_like(random), layout);
    }
}

TEST(Deflate, is_read_by_zlib_where_rows_repeat)
{
    for (std::uint32_t seed = 0; seed < 3000; ++seed) {
        Random random{seed};
        Layout const layout{1 + static_cast<int>(random(4)), 1 + random(seed % 2 == 0 ? 20 : 700),
                            random(2) == 0};
        expect_round_trip(rows_of_ink(random, layout.row), layout);
    }
}

TEST(Deflate, is_read_by_zlib_at_every_length_of_row)
{
    Random random{7};
    Buffer input;
    while (input.size() < 200'000) {
        auto const piece = ink_like(random);
        input.insert(input.end(), piece.begin(), piece.end());
    }
    Buffer const twice = [&] {
        auto both = input;
        both.insert(both.end(), input.begin(), input.end());
        return both;
    }();
    for (std::size_t const row :
         {1, 2, 3, 4, 5, 8, 9, 257, 258, 259, 16'384, 32'767, 32'768, 32'769, 200'000})
        for (int pixel = 1; pixel <= 4; ++pixel)
            expect_round_trip(twice, {pixel, row});
}

TEST(Deflate, is_read_by_zlib_when_there_is_next_to_nothing)
{
    for (int distance = 1; distance <= 4; ++distance)
        for (std::size_t row = 1; row < 6; ++row)
            for (std::size_t size = 0; size < 12; ++size) {
                expect_round_trip(Buffer(size, 0), {distance, row});
                expect_round_trip(Buffer(size, 0), {distance, row, false});
                Buffer rising(size);
                std::iota(rising.begin(), rising.end(), std::uint8_t{250});
                expect_round_trip(rising, {distance, row});
            }
}

TEST(Deflate, is_read_by_zlib_at_every_length_of_repetition)
{
    for (std::size_t size = 1; size < 1100; ++size) {
        Buffer input(size, 7);
        input.push_back(9);
        expect_round_trip(input, {1, input.size()});
        auto const twice = [&] {
            auto rows = input;
            rows.insert(rows.end(), input.begin(), input.end());
            return rows;
        }();
        expect_round_trip(twice, {1, input.size()});
    }
}

TEST(Deflate, is_read_by_zlib_for_many_even_rows)
{
    for (std::size_t row : {1U, 2U, 3U, 200U, 449U, 450U, 703U})
        for (std::size_t rows : {1U, 2U, 3U, 1872U, 30'000U}) {
            Buffer input(row * rows, 255);
            for (std::size_t at = 0; at < input.size(); at += row)
                input[at] = 0;
            expect_round_trip(input, {1, row});
        }
}

TEST(Deflate, is_read_by_zlib_across_blocks)
{
    Random random{99};
    Buffer input;
    while (input.size() < 900'000) {
        auto piece = ink_like(random);
        input.insert(input.end(), piece.begin(), piece.end());
    }
    for (int distance = 1; distance <= 4; ++distance)
        expect_round_trip(input, {distance, 700});
    Buffer noise(700'000);
    for (auto& byte : noise)
        byte = static_cast<std::uint8_t>(random(256));
    for (std::size_t row : {1U, 7U, 4213U, 350'000U, 700'000U})
        expect_round_trip(noise, {3, row});
}

TEST(Deflate, is_read_by_zlib_when_the_tree_would_be_too_deep)
{
    // Counts that grow like Fibonacci numbers make a tree as deep as it has leaves.
    Buffer input;
    std::size_t before = 1;
    std::size_t count = 1;
    for (int symbol = 0; symbol < 24; ++symbol) {
        for (std::size_t i = 0; i < count; ++i) {
            input.push_back(static_cast<std::uint8_t>(symbol));
            input.push_back(static_cast<std::uint8_t>(200 + i % 2));
        }
        before = std::exchange(count, count + before);
    }
    expect_round_trip(input, {1, input.size()});
}

TEST(Deflate, is_small_for_blank_paper)
{
    EXPECT_LT(deflated(Buffer(1'000'000, 255), {1, 1000}).size(), 2000U);
}

TEST(Deflate, is_small_where_a_row_repeats_the_one_above)
{
    constexpr std::size_t kRow = 500;
    Random random{3};
    Buffer noise(kRow);
    for (auto& byte : noise)
        byte = static_cast<std::uint8_t>(random(256));
    Buffer input;
    for (int row = 0; row < 100; ++row)
        input.insert(input.end(), noise.begin(), noise.end());
    EXPECT_LT(deflated(input, {1, kRow}).size(), 1500U);
    EXPECT_GT(deflated(input, {1, kRow + 1}).size(), 25'000U);
}

/// The share of all codes that these lengths use up: 1 is complete, more cannot be decoded.
double kraft_sum(std::vector<std::uint8_t> const& lengths)
{
    double sum = 0;
    for (auto length : lengths)
        if (length != 0)
            sum += 1.0 / static_cast<double>(1U << length);
    return sum;
}

TEST(Huffman, makes_complete_codes_within_the_limit)
{
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        Random random{seed};
        std::vector<std::uint32_t> counts(2 + random(285));
        for (auto& count : counts)
            count = random(3) == 0 ? 0 : 1U << random(28);
        counts[0] = 1;
        for (int limit : {9, 15}) {
            auto lengths = code_lengths(counts, limit);
            EXPECT_EQ(kraft_sum(lengths), 1);
            for (std::size_t i = 0; i < counts.size(); ++i) {
                EXPECT_LE(lengths[i], limit);
                if (counts[i] != 0) {
                    EXPECT_NE(lengths[i], 0);
                }
            }
        }
    }
}

TEST(Huffman, gives_frequent_symbols_the_short_codes)
{
    std::uint32_t const counts[] = {1, 50, 1, 1};
    EXPECT_EQ(code_lengths(counts, 15)[1], 1);
}

TEST(Huffman, gives_a_lone_symbol_a_partner)
{
    std::uint32_t const counts[] = {0, 0, 5};
    EXPECT_EQ(kraft_sum(code_lengths(counts, 7)), 1);
    std::uint32_t const none[] = {0, 0, 0};
    EXPECT_EQ(kraft_sum(code_lengths(none, 7)), 0);
}

}  // namespace
}  // namespace rmirror
