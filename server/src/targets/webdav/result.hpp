// SPDX-License-Identifier: AGPL-3.0-or-later
// What targets that write vaults share, under short names.
#pragma once

#include "targets/vault/result.hpp"

namespace rmirror::targets::webdav {

using vault::Change;
using vault::failed;
using vault::failure_in;
using vault::Or;

}  // namespace rmirror::targets::webdav
