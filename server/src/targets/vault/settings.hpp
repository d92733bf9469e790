// SPDX-License-Identifier: AGPL-3.0-or-later
// Settings that vaults on servers of a user's own have in common.
#pragma once

#include "targets/target.hpp"
#include "targets/vault/notebook_delivery.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::vault {

constexpr std::array kAccepts = {ItemType::notebook};
constexpr std::array kExtras = {Extra::whole};

constexpr Field kPicturesField{.key = kWithPictures,
                               .kind = FieldKind::flag,
                               .label = "Images and attachments",
                               .is_required = false,
                               .default_value = kOn,
                               .gives = Extra::pictures};
constexpr Field kByPageField{.key = "by_page",
                             .kind = FieldKind::flag,
                             .label = "A note for each page",
                             .is_required = false,
                             .default_value = kOff,
                             .gives = Extra::by_page};
constexpr Field kDeleteRemovedField{.key = kDeleteRemoved,
                                    .kind = FieldKind::flag,
                                    .label = "Delete notes whose notebook is gone",
                                    .is_required = false,
                                    .default_value = kOff};

/// Its gateway. Servers are independent of each other.
constexpr upstream::Provider gateway_of(std::string_view name)
{
    return {.name = name,
            .max_under_way = 250,
            .cools_down = upstream::GatewayOptions::CoolsDown::limit,
            .keeps_notes = true};
}

/// Whether a text can be entered in one line, at most 500 bytes of UTF-8.
bool is_line(std::string const& text);

/// Checks `address` and `user_name`, for calls with a name and a password, and the folder of a rule.
/// `no_address` is the sentence for an address that can't be one of this service.
std::optional<input::Fault> account_fault(Values const& values, bool private_urls,
                                          std::string_view no_address);

}  // namespace rmirror::targets::vault
