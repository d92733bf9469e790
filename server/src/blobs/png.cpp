// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows the PNG specification: https://www.w3.org/TR/png-3/
#include "blobs/png.hpp"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace rmirror {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n"sv;
constexpr std::size_t kHeaderBytes = 13;
constexpr std::size_t kAroundData = 12;  // A chunk's length, type and checksum.
constexpr int kMaxFilters = 4;           // A row begins with its filter type, 0 to 4.

struct ColorType {
    int number;
    int channels;
    std::uint32_t depths;  // Bit set of the allowed bit depths.
};

constexpr std::array<ColorType, 5> kColorTypes = {{
    {0, 1, 1U << 1U | 1U << 2U | 1U << 4U | 1U << 8U | 1U << 16U},
    {2, 3, 1U << 8U | 1U << 16U},
    {3, 1, 1U << 1U | 1U << 2U | 1U << 4U | 1U << 8U},
    {4, 2, 1U << 8U | 1U << 16U},
    {6, 4, 1U << 8U | 1U << 16U},
}};
constexpr int kPalette = 3;
constexpr int kGrey = 0;
constexpr int kGreyAlpha = 4;

std::uint8_t byte_at(std::string_view bytes, std::size_t at)
{
    return static_cast<std::uint8_t>(bytes[at]);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(byte_at(bytes, at)) << 24U |
           static_cast<std::uint32_t>(byte_at(bytes, at + 1)) << 16U |
           static_cast<std::uint32_t>(byte_at(bytes, at + 2)) << 8U | byte_at(bytes, at + 3);
}

/// Decompresses pixels in a fixed buffer, and checks the filter byte of each row. libdeflate computes the
/// checksum of the pixels, which takes zlib as long as decompressing them.
class Pixels {
public:
    Pixels() = default;
    Pixels(Pixels const&) = delete;
    Pixels& operator=(Pixels const&) = delete;
    ~Pixels()
    {
        if (is_open_)
            ::inflateEnd(&stream_);
    }

    bool open(std::uint64_t row_bytes, std::uint64_t rows)
    {
        row_bytes_ = row_bytes;
        expected_ = row_bytes * rows;
        is_open_ = ::inflateInit(&stream_) == Z_OK;
        return is_open_ && ::inflateValidate(&stream_, 0) == Z_OK;
    }

    /// Empty if there is no error so far.
    std::string_view add(std::string_view packed)
    {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream_.avail_in = static_cast<uInt>(packed.size());
        note_end_of(packed);
        while (stream_.avail_in > 0) {
            if (is_whole_)
                return "there is extra data after the pixels";
            stream_.next_out = window_.data();
            stream_.avail_out = static_cast<uInt>(window_.size());
            int const state = ::inflate(&stream_, Z_NO_FLUSH);
            if (state != Z_OK && state != Z_STREAM_END)
                return "the pixel data can't be decompressed";
            is_whole_ = state == Z_STREAM_END;
            auto const wrong = take(window_.size() - stream_.avail_out);
            if (!wrong.empty())
                return wrong;
            if (is_whole_ && stream_.avail_in == 0 && last_bytes_ != checksum_)
                return "the pixel data can't be decompressed";
        }
        return {};
    }

    bool is_whole() const { return is_whole_ && unpacked_ == expected_; }

private:
    /// The data ends with the checksum.
    void note_end_of(std::string_view packed)
    {
        constexpr std::size_t kChecksumBytes = 4;
        for (char const byte : packed.substr(packed.size() - std::min(packed.size(), kChecksumBytes)))
            last_bytes_ = last_bytes_ << 8U | static_cast<std::uint8_t>(byte);
    }

    std::string_view take(std::size_t size)
    {
        checksum_ = ::libdeflate_adler32(checksum_, window_.data(), size);
        if (size > expected_ - unpacked_)
            return "it has more pixels than its header says";
        for (auto at = unpacked_ == 0 ? 0 : row_bytes_ - 1 - (unpacked_ - 1) % row_bytes_; at < size;
             at += row_bytes_)
            if (window_[at] > kMaxFilters)
                return "a row of pixels is damaged";
        unpacked_ += size;
        return {};
    }

    std::uint64_t row_bytes_ = 0;
    std::uint64_t expected_ = 0;
    std::uint64_t unpacked_ = 0;
    std::uint32_t checksum_ = 1;  // Adler-32 of what is unpacked.
    std::uint32_t last_bytes_ = 0;
    bool is_open_ = false;
    bool is_whole_ = false;
    z_stream stream_{};
    std::vector<Bytef> window_ = std::vector<Bytef>(64U << 10U);
};

class Check {
public:
    /// Returns what is wrong with the file; empty if it is valid.
    std::string_view run(std::string_view file)
    {
        if (!file.starts_with(kSignature))
            return "it isn't a PNG file";
        file.remove_prefix(kSignature.size());
        while (!is_ended_) {
            if (file.size() < kAroundData || number_at(file, 0) > file.size() - kAroundData)
                return "the file is incomplete";
            auto const size = number_at(file, 0);
            if (::crc32(0, reinterpret_cast<Bytef const*>(file.data()) + 4, size + 4) !=
                number_at(file, 8 + size))
                return "a part of the file is damaged";
            auto const wrong = chunk(file.substr(4, 4), file.substr(8, size));
            if (!wrong.empty())
                return wrong;
            file.remove_prefix(kAroundData + size);
        }
        return file.empty() ? ""sv : "there is extra data at the end of the file";
    }

    PngSize size() const { return size_; }

private:
    std::string_view chunk(std::string_view type, std::string_view data)
    {
        auto const previous = std::exchange(previous_, type);
        if (previous.empty() != (type == "IHDR"))
            return "it doesn't begin with a header";
        if (type == "IHDR")
            return header(data);
        if (type == "PLTE")
            return palette(data);
        if (type == "IDAT") {
            if (has_pixels_ && previous != "IDAT")
                return "its pixel data isn't contiguous";
            if (color_type_ == kPalette && !has_palette_)
                return "its palette is missing";
            has_pixels_ = true;
            return pixels_.add(data);
        }
        if (type == "IEND")
            return end(data);
        bool const is_critical = (byte_at(type, 0) & 0x20U) == 0;
        return is_critical ? "it has a part of an unknown kind" : ""sv;
    }

    std::string_view header(std::string_view data)
    {
        if (data.size() != kHeaderBytes)
            return "its header is damaged";
        size_ = {number_at(data, 0), number_at(data, 4)};
        color_type_ = byte_at(data, 9);
        auto const depth = byte_at(data, 8);
        auto const* const type = std::find_if(kColorTypes.begin(), kColorTypes.end(),
                                              [&](auto const& each) { return each.number == color_type_; });
        bool const is_known = type != kColorTypes.end() && depth <= 16 && (type->depths >> depth & 1U) == 1;
        if (!is_known || byte_at(data, 10) != 0 || byte_at(data, 11) != 0)
            return "its header is damaged";
        if (byte_at(data, 12) != 0)
            return "it is interlaced";
        if (size_.width == 0 || size_.height == 0)
            return "it has no pixels";
        if (size_.width > kMaxPngPixelsAnEdge || size_.height > kMaxPngPixelsAnEdge)
            return "it has an edge of more than 8000 pixels";
        std::uint64_t const row_bits =
            std::uint64_t{size_.width} * depth * static_cast<std::uint64_t>(type->channels);
        std::uint64_t const row_bytes = 1 + (row_bits + 7) / 8;
        if (row_bytes * size_.height > kMaxPngBytesUnpacked)
            return "its pixels need too much memory";
        return pixels_.open(row_bytes, size_.height) ? ""sv : "it can't be decompressed";
    }

    std::string_view palette(std::string_view data)
    {
        constexpr std::size_t kMaxBytes = 3 * 256;
        bool const is_grey = color_type_ == kGrey || color_type_ == kGreyAlpha;
        if (is_grey || has_palette_ || has_pixels_ || data.empty() || data.size() > kMaxBytes ||
            data.size() % 3 != 0)
            return "its palette is damaged";
        has_palette_ = true;
        return {};
    }

    std::string_view end(std::string_view data)
    {
        is_ended_ = true;
        return data.empty() && pixels_.is_whole() ? ""sv : "it has fewer pixels than its header says";
    }

    PngSize size_;
    int color_type_ = -1;
    std::string_view previous_;
    bool has_palette_ = false;
    bool has_pixels_ = false;
    bool is_ended_ = false;
    Pixels pixels_;
};

}  // namespace

Result<PngSize> check_png(std::string_view file)
{
    Check check;
    auto const wrong = check.run(file);
    if (!wrong.empty())
        return Refusal{"The image can't be used: " + std::string(wrong) + "."};
    return check.size();
}

}  // namespace rmirror
