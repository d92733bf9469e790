// SPDX-License-Identifier: AGPL-3.0-or-later
// From what a device holds to what the server knows, in one transaction: what is new, changed, moved or gone.
// What is unchanged is not written.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "library/manifest.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <string>

namespace rmirror::library {

/// `ManifestAnswer` of the contract, as JSON: what was written, which pages are wanted, what may be read.
std::string write_manifest(LibraryWork& work, quota::Rules const& rules, Manifest const& manifest);

std::string write_manifest(db::Pool& pool, quota::Rules const& rules, UserId const& user_id,
                           Manifest const& manifest);

}  // namespace rmirror::library
