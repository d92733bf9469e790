// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/pictures.hpp"

#include "crypto/base64.hpp"
#include "hashing.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace rmirror::test {

namespace {

std::string number(std::uint32_t value)
{
    return {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U), static_cast<char>(value >> 8U),
            static_cast<char>(value)};
}

}  // namespace

std::string png_signature()
{
    return "\x89PNG\r\n\x1a\n";
}

std::string png_chunk(std::string_view type, std::string const& data)
{
    auto const body = std::string(type) + data;
    auto const sum = ::crc32(0, reinterpret_cast<Bytef const*>(body.data()), static_cast<uInt>(body.size()));
    return number(static_cast<std::uint32_t>(data.size())) + body + number(static_cast<std::uint32_t>(sum));
}

std::string packed(std::string_view bytes)
{
    auto size = ::compressBound(bytes.size());
    std::string out(size, '\0');
    ::compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<Bytef const*>(bytes.data()),
                bytes.size(), Z_BEST_SPEED);
    out.resize(size);
    return out;
}

std::string png(PictureOptions const& options)
{
    std::array<std::uint32_t, 7> const channels = {1, 0, 3, 1, 2, 0, 4};
    auto const row_bits = options.width * options.depth * channels[options.color_type % channels.size()];
    std::string rows;
    if (options.pixels.empty())
        for (std::uint32_t row = 0; row < options.height; ++row)
            rows += '\0' + std::string((row_bits + 7) / 8, static_cast<char>(options.shade));
    auto const header = number(options.width) + number(options.height) + static_cast<char>(options.depth) +
                        static_cast<char>(options.color_type) + '\0' + '\0' +
                        static_cast<char>(options.interlace);
    return png_signature() + png_chunk("IHDR", header) +
           png_chunk("IDAT", packed(options.pixels.empty() ? std::string_view(rows) : options.pixels)) +
           png_chunk("IEND", "");
}

std::string digest_of(std::string_view content)
{
    Sha256 sum;
    sum.update({reinterpret_cast<std::uint8_t const*>(content.data()), content.size()});
    auto const hash = sum.finish();
    auto text = crypto::base64url({reinterpret_cast<char const*>(hash.data()), hash.size()});
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    return "sha-256=:" + text + "=:";
}

}  // namespace rmirror::test
