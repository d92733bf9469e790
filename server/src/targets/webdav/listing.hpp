// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/webdav/result.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::targets::webdav {

/// What the answer to a PROPFIND of `path` says: `isFolder` and `entries`. Empty if it is no such answer. The
/// vault's script reads it.
Or<boost::json::object> read_listing(std::string_view xml, std::string_view path);

}  // namespace rmirror::targets::webdav
