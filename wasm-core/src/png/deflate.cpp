// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 1950 (zlib) and RFC 1951 (Deflate).
#include "png/deflate.hpp"

#include "base/words8.hpp"
#include "png/deflate_symbols.hpp"
#include "png/huffman.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

namespace rmirror {
namespace {

constexpr std::size_t kBlockTokens = 8 * 1024;  // approximate: statistics still fit, tables cost little
constexpr std::size_t kShortest = 3;
constexpr std::size_t kWindow = 32 * 1024;
constexpr std::uint16_t kRun = 256;
constexpr std::uint16_t kCopy = kRun + kLongest + 1;
constexpr std::size_t kEndOfBlock = 256;
constexpr std::size_t kFirstLength = 257;
constexpr std::size_t kLiteralSymbols = 286;
constexpr std::size_t kCodeLengthSymbols = 19;
constexpr int kLiteralBits = 5, kRunBits = 10;  // estimates
constexpr int kLongestCode = 15;
constexpr int kLongestCodeLengthCode = 7;

/// One step of the run-length encoded table of code lengths: RFC 1951, 3.2.7.
struct TableStep {
    std::uint8_t symbol;
    std::uint8_t extra;
    std::uint8_t extra_bits;
};

std::size_t repeats_at(std::span<std::uint8_t const> lengths, std::size_t first)
{
    std::size_t end = first;
    while (end < lengths.size() && lengths[end] == lengths[first])
        ++end;
    return end - first;
}

std::vector<TableStep> table_steps(std::span<std::uint8_t const> lengths)
{
    constexpr std::uint8_t kRepeatPrevious = 16, kFewZeros = 17, kManyZeros = 18;
    std::vector<TableStep> steps;
    for (std::size_t i = 0; i < lengths.size();) {
        auto repeats = repeats_at(lengths, i);
        if (lengths[i] == 0 && repeats >= 11) {
            repeats = std::min<std::size_t>(repeats, 138);
            steps.push_back({kManyZeros, static_cast<std::uint8_t>(repeats - 11), 7});
        } else if (lengths[i] == 0 && repeats >= 3) {
            steps.push_back({kFewZeros, static_cast<std::uint8_t>(repeats - 3), 3});
        } else if (i > 0 && lengths[i] == lengths[i - 1] && repeats >= 3) {
            repeats = std::min<std::size_t>(repeats, 6);
            steps.push_back({kRepeatPrevious, static_cast<std::uint8_t>(repeats - 3), 2});
        } else {
            repeats = 1;
            steps.push_back({lengths[i], 0, 0});
        }
        i += repeats;
    }
    return steps;
}

/// Eight bytes as an integer, the first byte lowest.
std::uint64_t eight_at(std::uint8_t const* bytes)
{
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return eight;
}

/// Whether the first three bytes differ. Reads four.
bool differs_in_three(std::uint8_t const* bytes, std::uint8_t const* others)
{
    std::uint32_t four = 0;
    std::uint32_t other = 0;
    std::memcpy(&four, bytes, sizeof four);
    std::memcpy(&other, others, sizeof other);
    return (four ^ other) << 8U != 0;
}

/// Length of the common prefix, at most `max` bytes.
std::size_t alike(std::uint8_t const* bytes, std::uint8_t const* others, std::size_t max)
{
    auto different = [&](std::size_t at) { return eight_at(bytes + at) ^ eight_at(others + at); };
    std::size_t length = 0;
    if (max >= 8) {
        if (auto const bits = different(0))
            return static_cast<std::size_t>(__builtin_ctzll(bits)) / 8;
        for (length = 8; length + 16 <= max && are_same_sixteen(bytes + length, others + length);)
            length += 16;
    }
    for (; length + 8 <= max; length += 8)
        if (auto const bits = different(length))
            return length + static_cast<std::size_t>(__builtin_ctzll(bits)) / 8;
    while (length < max && bytes[length] == others[length])
        ++length;
    return length;
}

}  // namespace

Deflater::Deflater(std::vector<std::uint8_t>& out, int pixel_bytes, std::size_t row_bytes)
    : out_(out),
      pixel_bytes_(static_cast<std::size_t>(std::clamp(pixel_bytes, 1, 4))),
      row_bytes_(std::max<std::size_t>(row_bytes, 1)),
      row_distance_(std::clamp(row_bytes_, pixel_bytes_, kWindow)),
      copy_bits_(kRunBits + distance_of(row_distance_).extra_bits),
      tokens_(kBlockTokens + row_bytes_ + 2),
      counts_(kLiteralSymbols)
{
    out_.push_back(0x78);  // Deflate, 32 KiB window
    out_.push_back(0x01);  // compression level "fastest"; makes the header divisible by 31
}

void Deflater::write_row(std::span<std::uint8_t const> row, std::span<std::uint8_t const> above)
{
    tokens_.resize(std::max(tokens_.size(), token_count_ + row.size() + 2));
    auto const* bytes = row.data();
    bool const has_above = can_copy() && !above.empty();
    for (auto at = extend_copy(row, above); at < row.size();) {
        auto const rest = row.size() - at;
        auto const max = std::min(rest, kLongest);
        bool const has_before = at >= pixel_bytes_;
        if (rest >= 8 && has_before && differs_in_three(bytes + at, bytes + at - pixel_bytes_) &&
            !(has_above && !differs_in_three(bytes + at, above.data() + at))) {
            add_literal(bytes[at++]);
            continue;
        }
        auto const run = has_before ? alike(bytes + at, bytes + at - pixel_bytes_, max) : 0;
        auto const copy = has_above && run < kLongest ? alike(bytes + at, above.data() + at, max) : 0;
        // A repetition up to the end of a row usually continues in the next row.
        bool const copies =
            copy >= kShortest && (copy == rest || (copy > run && is_copy_cheaper(row, at, copy)));
        if (copies) {
            copying_ = copy;
            copies_run_ = copy == run;
            if (copy < rest || copy == kLongest)
                end_copy();
            at += copy;
        } else if (run >= kShortest) {
            add_repetition(kRun, run);
            at += run;
        } else {
            add_literal(bytes[at++]);
        }
    }
    checksum_.add(row);
    checksum_.reduce();
    if (token_count_ >= kBlockTokens)
        write_block(false);
}

/// Extends the copy that was pending at the end of the row above. Returns how much of the row it covers.
std::size_t Deflater::extend_copy(std::span<std::uint8_t const> row, std::span<std::uint8_t const> above)
{
    if (copying_ == 0)
        return 0;
    auto more = alike(row.data(), above.data(), std::min(row.size(), kLongest - copying_));
    if (copies_run_ && more < kShortest)
        more = 0;
    else
        copies_run_ = false;
    copying_ += more;
    if (more < row.size() || copying_ == kLongest)
        end_copy();
    return more;
}

void Deflater::write_even_rows(std::uint8_t first, std::uint8_t others, std::size_t count)
{
    checksum_.add_even_rows(first, others, row_bytes_, count);
    end_copy();
    auto const before_run = 1 + pixel_bytes_;  // bytes of a row
    bool is_first = true;
    std::size_t at = 0;  // position within its row
    for (auto left = count * row_bytes_; left > 0;) {
        auto const rest = row_bytes_ - at;
        std::size_t said = 1;
        bool const stays_in_row = is_first || !can_copy() || rest >= kLongest || left == rest;
        if (at >= before_run && rest >= kShortest && stays_in_row) {
            said = std::min(rest, kLongest);
            add_repetition(kRun, said);
        } else if (!is_first && can_copy() && left >= kShortest) {
            said = std::min(left, kLongest);
            add_repetition(kCopy, said);
        } else {
            add_literal(at == 0 ? first : others);
        }
        left -= said;
        at += said;
        is_first = is_first && at < row_bytes_;
        while (at >= row_bytes_)
            at -= row_bytes_;
        if (token_count_ >= kBlockTokens)
            write_block(false);
    }
}

void Deflater::finish()
{
    end_copy();
    write_block(true);
    flush_bits();
    for (unsigned shift : {24U, 16U, 8U, 0U})
        out_.push_back(static_cast<std::uint8_t>(checksum_.value() >> shift));
}

void Deflater::write_block(bool last)
{
    counts_[kEndOfBlock] = 1;
    auto lengths = code_lengths(counts_, kLongestCode);
    put(last ? 1 : 0, 1);
    put(2, 2);  // a block with dynamic Huffman codes
    write_code_table(lengths);
    write_tokens(lengths);
    token_count_ = 0;
    counts_.assign(kLiteralSymbols, 0);
}

/// Whether copying `length` bytes from the row above takes fewer bits than encoding them otherwise. Bit
/// counts are estimates.
bool Deflater::is_copy_cheaper(std::span<std::uint8_t const> row, std::size_t at, std::size_t length) const
{
    if (length == kLongest)
        return true;
    int saved = -copy_bits_;
    auto const* bytes = &row[at];
    while (length > 0 && saved <= 0) {
        auto const run = at >= pixel_bytes_ ? alike(bytes, bytes - pixel_bytes_, length) : 0;
        if (run == length)
            break;  // the run may continue, so what follows would start with it
        auto const said = run >= kShortest ? run : 1;
        saved += run >= kShortest ? kRunBits : kLiteralBits;
        bytes += said;
        at += said;
        length -= said;
    }
    return saved > 0;
}

void Deflater::add_repetition(Token kind, std::size_t length)
{
    add(static_cast<Token>(kind + length), kFirstLength + kClassOfLength[length]);
}

void Deflater::end_copy()
{
    if (copying_ > 0)
        add_repetition(copies_run_ ? kRun : kCopy, copying_);
    copying_ = 0;
}

void Deflater::write_code_table(std::span<std::uint8_t const> lengths)
{
    // Order of the lengths of the code length code in RFC 1951.
    constexpr std::uint8_t kOrder[kCodeLengthSymbols] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                         11, 4,  12, 3, 13, 2, 14, 1, 15};
    std::vector<std::uint8_t> all(lengths.begin(), lengths.end());
    auto const distances = distance_lengths();
    for (auto length : distances)
        all.push_back(length);
    auto steps = table_steps(all);
    std::array<std::uint32_t, kCodeLengthSymbols> counts{};
    for (auto const& step : steps)
        ++counts[step.symbol];
    auto step_lengths = code_lengths(counts, kLongestCodeLengthCode);
    auto step_codes = codes_for(step_lengths);
    put(static_cast<std::uint32_t>(lengths.size() - kFirstLength), 5);
    put(static_cast<std::uint32_t>(distances.size() - 1), 5);
    put(static_cast<std::uint32_t>(kCodeLengthSymbols - 4), 4);
    for (auto symbol : kOrder)
        put(step_lengths[symbol], 3);
    for (auto const& step : steps) {
        put(step_codes[step.symbol], step_lengths[step.symbol]);
        put(step.extra, step.extra_bits);
    }
}

/// Lengths of the distance codes: one bit each for the two distances. If both have the same symbol, the bit
/// has no meaning.
std::vector<std::uint8_t> Deflater::distance_lengths() const
{
    auto const of_pixel = distance_of(pixel_bytes_).symbol;
    auto const of_row = distance_of(row_distance_).symbol;
    std::vector<std::uint8_t> lengths(of_row + 1);
    lengths[of_pixel] = lengths[of_row] = 1;
    return lengths;
}

void Deflater::write_tokens(std::span<std::uint8_t const> lengths)
{
    auto const codes = codes_for(lengths);
    auto const row = distance_of(row_distance_);
    // For each token its bits and, in the lowest byte, their number. For a repetition they include its extra
    // bits and its distance, for which one bit distinguishes the two.
    std::array<std::uint64_t, kCopy + kLongest + 1> token_bits;
    for (std::size_t literal = 0; literal < kRun; ++literal)
        token_bits[literal] = std::uint64_t{codes[literal]} << 8U | lengths[literal];
    for (std::size_t length = kShortest; length <= kLongest; ++length) {
        auto const symbol = kFirstLength + kClassOfLength[length];
        auto const& length_class = kLengthClasses[kClassOfLength[length]];
        auto const extra = static_cast<std::uint64_t>(length - length_class.base);
        auto const bits = codes[symbol] | extra << lengths[symbol];
        auto const count = static_cast<unsigned>(lengths[symbol] + length_class.extra_bits);
        auto const copy = bits | std::uint64_t{1} << count | std::uint64_t{row.extra} << (count + 1);
        token_bits[kRun + length] = bits << 8U | (count + 1);
        token_bits[kCopy + length] = copy << 8U | (count + 1 + row.extra_bits);
    }
    flush_words();
    auto const before = out_.size();
    out_.resize(before + max_bytes(lengths));
    auto* to = &out_[before];
    auto bits = bits_;
    auto count = static_cast<unsigned>(bit_count_);
    auto const flush = [&] {
        std::memcpy(to, &bits, sizeof bits);
        to += count / 8;
        bits >>= count & ~7U;
        count &= 7U;
    };
    flush();
    for (std::size_t i = 0; i < token_count_; ++i) {
        auto const token = token_bits[tokens_[i]];
        bits |= token >> 8U << count;
        count += token & 0xffU;
        flush();
    }
    out_.resize(static_cast<std::size_t>(to - out_.data()));
    bits_ = bits;
    bit_count_ = static_cast<int>(count);
    put(codes[kEndOfBlock], lengths[kEndOfBlock]);
}

/// Upper bound of the block's encoded size, plus the bytes that may be written beyond the end.
std::size_t Deflater::max_bytes(std::span<std::uint8_t const> lengths) const
{
    std::size_t bits = 0;
    for (std::size_t literal = 0; literal < kEndOfBlock; ++literal)
        bits += std::size_t{counts_[literal]} * lengths[literal];
    auto const distance = 1U + distance_of(row_distance_).extra_bits;
    for (std::size_t i = 0; i < kLengthClasses.size(); ++i)
        bits +=
            counts_[kFirstLength + i] * (lengths[kFirstLength + i] + kLengthClasses[i].extra_bits + distance);
    return bits / 8 + 2 * sizeof bits_;
}

void Deflater::put(std::uint32_t bits, int count)
{
    bits_ |= std::uint64_t{bits} << static_cast<unsigned>(bit_count_);
    bit_count_ += count;
    if (bit_count_ < 32)
        return;
    words_.push_back(static_cast<std::uint32_t>(bits_));
    bits_ >>= 32U;
    bit_count_ -= 32;
}

void Deflater::flush_words()
{
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(words_.data());
    out_.insert(out_.end(), bytes, bytes + words_.size() * sizeof words_[0]);
    words_.clear();
}

void Deflater::flush_bits()
{
    for (; bit_count_ > 0; bit_count_ -= 8, bits_ >>= 8U)
        out_.push_back(static_cast<std::uint8_t>(bits_));
    bits_ = 0;
    bit_count_ = 0;
}

}  // namespace rmirror
