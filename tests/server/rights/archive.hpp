// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads ZIP archives as strictly as the strictest reader: local headers, directory and checksums agree.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace rmirror::test {

/// Contents by name. Adds failures to the test if the archive isn't whole, or a name occurs twice.
std::map<std::string, std::string> files_in(std::string_view archive);

}  // namespace rmirror::test
