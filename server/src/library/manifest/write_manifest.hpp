// SPDX-License-Identifier: AGPL-3.0-or-later
// Applies a device's manifest to the library in one transaction: writes what is new, changed, moved or gone.
// Unchanged rows aren't written.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "library/manifest/manifest.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <string>

namespace rmirror::library {

/// `ManifestAnswer` of shared/openapi.yaml as JSON: what was written, which pages are requested, and the
/// quota.
std::string write_manifest(LibraryWork& work, quota::Rules const& rules, Manifest const& manifest);

std::string write_manifest(db::Pool& pool, quota::Rules const& rules, UserId const& user_id,
                           Manifest const& manifest);

}  // namespace rmirror::library
