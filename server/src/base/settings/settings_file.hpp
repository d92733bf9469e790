// SPDX-License-Identifier: AGPL-3.0-or-later
// A file of settings, such as /etc/rmirror/server.env.
#pragma once

#include "base/settings/settings.hpp"

namespace rmirror {

/// Reads one NAME=VALUE per line. Empty lines and lines that begin with # are skipped, and a value can be in
/// double or single quotes, which have no escapes. Refuses everything else, naming the file and the line.
Result<Settings::Environment> read_settings_file(std::string const& path);

}  // namespace rmirror
