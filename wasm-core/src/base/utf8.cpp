// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/utf8.hpp"

namespace rmirror {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Lead {
    int following;  // number of continuation bytes; -1 if the byte can't start a sequence
    char32_t bits;  // payload of the lead byte
    char32_t min;   // smaller values are overlong encodings
};

Lead classify(std::uint8_t byte)
{
    if (byte < 0x80)
        return {0, byte, 0};
    if ((byte & 0xe0) == 0xc0)
        return {1, byte & 0x1fU, 0x80};
    if ((byte & 0xf0) == 0xe0)
        return {2, byte & 0x0fU, 0x800};
    if ((byte & 0xf8) == 0xf0)
        return {3, byte & 0x07U, 0x10000};
    return {-1, 0, 0};
}

bool is_scalar(char32_t value)
{
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

char32_t next_code_point(Bytes bytes, std::size_t& at)
{
    auto lead = classify(bytes[at++]);
    if (lead.following < 0)
        return kReplacement;
    auto value = lead.bits;
    for (int i = 0; i < lead.following; ++i) {
        if (at == bytes.size() || (bytes[at] & 0xc0) != 0x80)
            return kReplacement;
        value = (value << 6) | (bytes[at++] & 0x3fU);
    }
    return value >= lead.min && is_scalar(value) ? value : kReplacement;
}

}  // namespace

std::vector<char32_t> decode_utf8(Bytes bytes)
{
    std::vector<char32_t> text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();)
        text.push_back(next_code_point(bytes, at));
    return text;
}

void append_utf8(std::string& text, char32_t code_point)
{
    auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xc0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3f));
    } else if (code_point < 0x10000) {
        put(0xe0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3f));
        put(0x80 | (code_point & 0x3f));
    } else {
        put(0xf0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3f));
        put(0x80 | ((code_point >> 6) & 0x3f));
        put(0x80 | (code_point & 0x3f));
    }
}

std::string repair_utf8(Bytes bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();)
        append_utf8(text, next_code_point(bytes, at));
    return text;
}

}  // namespace rmirror
