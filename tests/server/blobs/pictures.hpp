// SPDX-License-Identifier: AGPL-3.0-or-later
// PNG files for tests, honest and otherwise.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rmirror::test {

struct PictureOptions {
    std::uint32_t width = 40;
    std::uint32_t height = 30;
    std::uint8_t depth = 8;
    std::uint8_t color_type = 0;
    std::uint8_t interlace = 0;
    /// Of the pixels, so that two pictures differ.
    std::uint8_t shade = 0;
    /// What is packed, if not the rows that the header announces.
    std::string_view pixels{};
};

std::string png(PictureOptions const& options = {});
/// A chunk with its length and checksum.
std::string png_chunk(std::string_view type, std::string const& data);
std::string png_signature();
std::string packed(std::string_view bytes);
/// `sha-256=:...:` of it.
std::string digest_of(std::string_view content);

}  // namespace rmirror::test
