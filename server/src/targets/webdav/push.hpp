// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings the notes of a notebook in the WebDAV folder up to date.
#pragma once

#include "targets/target.hpp"

#include <span>
#include <vector>

namespace rmirror::targets::webdav {

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items);
std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items);

}  // namespace rmirror::targets::webdav
