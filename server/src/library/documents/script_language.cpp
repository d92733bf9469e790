// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/script_language.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace rmirror::library {

namespace {

struct ScriptRange {
    utf8proc_int32_t first;
    utf8proc_int32_t last;
    std::string_view language;
};

/// Blocks of Unicode. A text with Kana is Japanese, however many of its letters are Han.
constexpr ScriptRange kScripts[] = {
    {0x0370, 0x03ff, "el"}, {0x1f00, 0x1fff, "el"}, {0x0531, 0x058f, "hy"}, {0x0591, 0x05ff, "he"},
    {0xfb1d, 0xfb4f, "he"}, {0x0600, 0x06ff, "ar"}, {0x0750, 0x077f, "ar"}, {0x08a0, 0x08ff, "ar"},
    {0xfb50, 0xfdff, "ar"}, {0xfe70, 0xfefc, "ar"}, {0x0e01, 0x0e5b, "th"}, {0x0e81, 0x0eff, "lo"},
    {0x1000, 0x109f, "my"}, {0x10a0, 0x10ff, "ka"}, {0x1100, 0x11ff, "ko"}, {0x1780, 0x17ff, "km"},
    {0x3041, 0x30ff, "ja"}, {0x3131, 0x318e, "ko"}, {0x31f0, 0x31ff, "ja"}, {0x3400, 0x9fff, "zh"},
    {0xac00, 0xd7fb, "ko"}, {0xf900, 0xfaff, "zh"}, {0xff66, 0xff9d, "ja"}, {0x20000, 0x3ffff, "zh"},
};

bool is_letter(utf8proc_int32_t character)
{
    auto const category = utf8proc_category(character);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

std::size_t range_of(utf8proc_int32_t character)
{
    auto const* const found = std::find_if(std::begin(kScripts), std::end(kScripts), [&](auto const& range) {
        return character >= range.first && character <= range.last;
    });
    return static_cast<std::size_t>(found - std::begin(kScripts));
}

}  // namespace

std::string language_of_script(std::string_view text)
{
    std::array<std::size_t, std::size(kScripts) + 1> letters{};  // By range; the last one is everything else.
    std::size_t all = 0;
    while (!text.empty()) {
        utf8proc_int32_t character = 0;
        auto const size = std::max<utf8proc_ssize_t>(
            utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                             static_cast<utf8proc_ssize_t>(text.size()), &character),
            1);
        text.remove_prefix(static_cast<std::size_t>(size));
        if (!is_letter(character))
            continue;
        ++letters[range_of(character)];
        ++all;
    }
    auto const count = [&](std::string_view language) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < std::size(kScripts); ++i)
            sum += kScripts[i].language == language ? letters[i] : 0;
        return sum;
    };
    if (auto const kana = count("ja"); kana > 0 && 2 * (kana + count("zh")) > all)
        return "ja";
    for (auto const& range : kScripts)
        if (2 * count(range.language) > all)
            return std::string(range.language);
    return "";
}

}  // namespace rmirror::library
