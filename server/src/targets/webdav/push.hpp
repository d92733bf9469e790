// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings the notes of a notebook in the WebDAV folder up to date: asks the vault's writer what to look at and
// what to do, and does it.
#pragma once

#include "targets/target.hpp"

#include <span>
#include <vector>

namespace rmirror::targets::webdav {

constexpr std::string_view kWithPictures = "pictures";
constexpr std::string_view kDeleteRemoved = "delete_removed";

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items);
std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items);

/// The note as it would be in an empty folder.
std::string preview_note(Delivery const& item);

}  // namespace rmirror::targets::webdav
