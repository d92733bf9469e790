// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace rmirror::test {

/// One member of gzip.
std::string gzipped(std::string const& text);

}  // namespace rmirror::test
