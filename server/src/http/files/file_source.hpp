// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/byte_source.hpp"

#include <filesystem>
#include <memory>

namespace rmirror::http {

/// Opens a file that is read in pieces while it is being sent. Null unless `path` is a readable regular file.
std::shared_ptr<ByteSource> open_file(std::filesystem::path const& path);

}  // namespace rmirror::http
