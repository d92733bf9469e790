// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/byte_source.hpp"

#include <filesystem>
#include <memory>

namespace rmirror::http {

/// Read piece by piece, as its client takes it. Null unless it is a regular file that can be read.
std::shared_ptr<ByteSource> open_file(std::filesystem::path const& path);

}  // namespace rmirror::http
