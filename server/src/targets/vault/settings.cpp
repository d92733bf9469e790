// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/vault/settings.hpp"

#include "targets/vault/texts.hpp"
#include "targets/vault/writer.hpp"

#include <algorithm>

namespace rmirror::targets::vault {

namespace {

constexpr std::size_t kMaxAddressBytes = 2000;
constexpr std::size_t kMaxLineBytes = 500;

bool has_control_characters(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char letter) { return static_cast<unsigned char>(letter) < ' '; });
}

}  // namespace

bool is_line(std::string const& text)
{
    return text.size() <= kMaxLineBytes && !has_control_characters(text) && is_utf8(text);
}

std::optional<input::Fault> account_fault(Values const& values, bool private_urls,
                                          std::string_view no_address)
{
    auto const& address = values.setting("address");
    auto const reach = private_urls ? upstream::Reach::anywhere : upstream::Reach::public_only;
    if (auto const fault = upstream::url_fault(address, reach); !fault.empty())
        return input::Fault{"address", fault};
    if (address.size() > kMaxAddressBytes || address.find_first_of("?#") != std::string::npos)
        return input::Fault{"address", std::string(no_address)};
    // The password would be readable on its way.
    if (!private_urls && !address.starts_with("https://"))
        return input::Fault{"address", "Must start with https://."};
    auto const& name = values.setting("user_name");
    if (!is_line(name) || name.find(':') != std::string::npos)
        return input::Fault{"user_name", "Must be a user name without a colon."};
    auto const& folder = values.setting(kSubfolder);
    if (!folder.empty() && (!is_line(folder) || !is_safe_folder(folder)))
        return input::Fault{std::string(kSubfolder),
                            "Must be a folder such as Work/Invoices, below the one of all notes, with names "
                            "that every system takes."};
    return std::nullopt;
}

}  // namespace rmirror::targets::vault
