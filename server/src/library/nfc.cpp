// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/nfc.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace rmirror::library {

std::string nfc(std::string_view text)
{
    bool const is_ascii =
        std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x80; });
    if (is_ascii)
        return std::string(text);
    utf8proc_uint8_t* composed = nullptr;
    auto const size = ::utf8proc_map(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &composed,
                                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> const owned(composed, std::free);
    if (size < 0)
        throw std::runtime_error(::utf8proc_errmsg(size));
    return {reinterpret_cast<char const*>(composed), static_cast<std::size_t>(size)};
}

}  // namespace rmirror::library
