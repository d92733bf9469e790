// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

namespace rmirror::targets::git {

/// A folder of this program alone, removed with this object.
class TemporaryFolder {
public:
    /// Throws std::system_error if the system's folder for temporary files can't be written to.
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace rmirror::targets::git
