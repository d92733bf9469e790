// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/git/objects.hpp"
#include "targets/vault/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::git {

/// Changes of files in a folder of a tree, which are written together. Paths are relative to the folder.
class TreeEdit {
public:
    /// `tree`: empty for none. `folder`: empty for the tree itself. `objects` must outlive this object.
    TreeEdit(Objects& objects, std::string tree, std::string folder);

    /// What is there, with the changes so far. nullopt if nothing is.
    std::optional<Entry> find(std::string const& path) const;
    /// Writes a file. `refused`: something is there that isn't a file.
    vault::Change write(std::string const& path, std::string_view content);
    /// `conflict`: there is no file at `from`, or something at `to`.
    vault::Change move(std::string const& from, std::string const& to);
    /// `refused`: something is there that isn't a file. What is missing counts as removed.
    vault::Change remove(std::string const& path);

    bool is_empty() const { return changes_.empty(); }
    /// The tree with the changes. nullopt if Git can't have one of the paths.
    std::optional<std::string> written() const;

private:
    std::string whole(std::string const& path) const;
    void forget(std::string const& whole_path);

    Objects& objects_;
    std::string tree_;
    std::string folder_;
    TreeChanges changes_ = {};
};

}  // namespace rmirror::targets::git
