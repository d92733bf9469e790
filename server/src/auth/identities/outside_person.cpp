// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/identities/outside_person.hpp"

#include "auth/email.hpp"
#include "base/trimmed.hpp"

#include <algorithm>

namespace rmirror::auth {

namespace {

constexpr std::size_t kMaxSubjectBytes = 255;
constexpr std::size_t kMaxNameBytes = 200;

bool is_control_character(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

bool continues_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80;
}

}  // namespace

bool is_subject(std::string_view text)
{
    return !text.empty() && text.size() <= kMaxSubjectBytes &&
           std::none_of(text.begin(), text.end(), is_control_character);
}

std::string stored_email(std::string_view email, bool is_verified)
{
    return is_verified && is_email(email) ? std::string(email) : "";
}

std::string stored_name(std::string_view name)
{
    std::string line(name);
    std::replace_if(line.begin(), line.end(), is_control_character, ' ');
    std::string text(trimmed(line));
    if (text.size() > kMaxNameBytes) {
        auto end = kMaxNameBytes;
        while (end > 0 && continues_character(text[end]))
            --end;
        text.resize(end);
    }
    return text;
}

}  // namespace rmirror::auth
