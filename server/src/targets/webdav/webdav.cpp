// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes in a folder on a WebDAV server, written as every other vault
// (docs/decisions/0089-one-writer-in-the-server.md).
#include "targets/webdav/webdav.hpp"

#include "targets/vault/notebook_delivery.hpp"
#include "targets/vault/settings.hpp"
#include "targets/webdav/folder.hpp"
#include "targets/webdav/push.hpp"

#include <array>

namespace rmirror::targets::webdav {

namespace {

constexpr std::array kFields = {
    Field{.key = "address",
          .kind = FieldKind::url,
          .label = "Address of the folder",
          .places = vault::kAccepts},
    Field{.key = "user_name", .label = "User name"},
    Field{.key = "password", .kind = FieldKind::secret, .label = "Password"},
    vault::kPicturesField,
    vault::kByPageField,
    vault::kDeleteRemovedField,
};

std::optional<input::Fault> validate(Values const& values, bool private_urls)
{
    if (auto fault = vault::account_fault(values, private_urls, "Must be the address of a folder."))
        return fault;
    if (!vault::is_line(values.secret("password").reveal()))
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
    .service = vault::gateway_of("webdav"),
    .fields = kFields,
    .accepts = vault::kAccepts,
    .extras = vault::kExtras,
    .templates = vault::kTemplates,
    .ruled_place = vault::kSubfolder,
    .moves_in_push = true,
    .push = push_all,  // Finds by its markers what an unfinished attempt left.
    .remove = remove_all,
    .validate = validate,
    .test = test,
    .preview = vault::preview_note,
};

}  // namespace rmirror::targets::webdav
