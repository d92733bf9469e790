// SPDX-License-Identifier: AGPL-3.0-or-later
// The vault's writer, which is TypeScript (shared/src/vault/embedded), as functions.
#pragma once

#include "targets/webdav/result.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rmirror::targets::webdav {

/// The next step of a NotebookTask: its member is `list`, `read` or `plan`.
Or<boost::json::object> next_step(boost::json::object const& task);

/// What the answer to a PROPFIND of `path` says: `isFolder` and `entries`. Empty if it is no such answer.
Or<boost::json::object> read_listing(std::string_view xml, std::string_view path);

}  // namespace rmirror::targets::webdav
