// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/percent_encoding.hpp"

namespace rmirror {

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (unsigned char const letter : text) {
        if (kPlain.find(static_cast<char>(letter)) != std::string_view::npos)
            out += static_cast<char>(letter);
        else
            out.append({'%', kDigits[letter >> 4U], kDigits[letter & 15U]});
    }
    return out;
}

}  // namespace rmirror
