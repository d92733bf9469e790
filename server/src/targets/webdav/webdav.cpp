// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes in a folder on a WebDAV server, written as every other vault
// (docs/decisions/0089-one-writer-in-the-server.md).
#include "targets/webdav/webdav.hpp"

#include "targets/webdav/folder.hpp"
#include "targets/webdav/push.hpp"

#include <algorithm>
#include <array>

namespace rmirror::targets::webdav {

namespace {

constexpr std::array kAccepts = {ItemType::notebook};
constexpr std::array kExtras = {Extra::whole};
constexpr std::array kFields = {
    Field{.key = "address", .kind = FieldKind::url, .label = "Address of the folder", .places = kAccepts},
    Field{.key = "user_name", .label = "User name"},
    Field{.key = "password", .kind = FieldKind::secret, .label = "Password"},
    Field{.key = kWithPictures,
          .kind = FieldKind::flag,
          .label = "Images and attachments",
          .is_required = false,
          .default_value = kOn,
          .gives = Extra::pictures},
    Field{.key = "by_page",
          .kind = FieldKind::flag,
          .label = "A note for each page",
          .is_required = false,
          .default_value = kOff,
          .gives = Extra::by_page},
    Field{.key = kDeleteRemoved,
          .kind = FieldKind::flag,
          .label = "Delete notes whose notebook is gone",
          .is_required = false,
          .default_value = kOff},
};

constexpr std::size_t kMaxAddressBytes = 2000;
constexpr std::size_t kMaxNameBytes = 500;

bool has_control_characters(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char letter) { return static_cast<unsigned char>(letter) < ' '; });
}

std::optional<input::Fault> validate(Values const& values, bool private_urls)
{
    auto const& address = values.setting("address");
    auto const reach = private_urls ? upstream::Reach::anywhere : upstream::Reach::public_only;
    if (auto const fault = upstream::url_fault(address, reach); !fault.empty())
        return input::Fault{"address", fault};
    if (address.size() > kMaxAddressBytes || address.find_first_of("?#") != std::string::npos)
        return input::Fault{"address", "Must be the address of a folder."};
    // The password would be readable on its way.
    if (!private_urls && !address.starts_with("https://"))
        return input::Fault{"address", "Must start with https://."};
    auto const& name = values.setting("user_name");
    if (name.size() > kMaxNameBytes || has_control_characters(name) || name.find(':') != std::string::npos)
        return input::Fault{"user_name", "Must be a user name without a colon."};
    auto const& password = values.secret("password").reveal();
    if (password.size() > kMaxNameBytes || has_control_characters(password))
        return input::Fault{"password", "Must be a password of one line."};
    return std::nullopt;
}

DeliveryResult test(TargetContext& context)
{
    return Folder(context).test();
}

}  // namespace

Target const kTarget{
    .name = "webdav",
    // Servers are independent of each other.
    .service = {.name = "webdav",
                .max_under_way = 250,
                .cools_down = upstream::GatewayOptions::CoolsDown::limit,
                .keeps_notes = true},
    .fields = kFields,
    .accepts = kAccepts,
    .extras = kExtras,
    .push = push_all,  // Finds by its markers what an unfinished attempt left.
    .remove = remove_all,
    .validate = validate,
    .test = test,
    .preview = preview_note,
};

}  // namespace rmirror::targets::webdav
