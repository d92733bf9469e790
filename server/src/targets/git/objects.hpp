// SPDX-License-Identifier: AGPL-3.0-or-later
// The objects of a Git repository, as far as a delivery needs them: those that it received, and those that it
// makes. libgit2 reads, makes and packs them; it neither has a repository on disk nor makes a connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::git {

/// What was received is broken, or larger than it may be.
class ObjectFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Something in a folder.
struct Entry {
    enum class Kind { folder, file, other };  // Other: a link or a submodule.

    std::string name = {};
    Kind kind = Kind::other;
    std::string id = {};
};

/// The ids of files by path; nullopt: the file is removed.
using TreeChanges = std::map<std::string, std::optional<std::string>, std::less<>>;

struct CommitFacts {
    std::string tree = {};
    std::optional<std::string> parent = {};
    std::string author = {};
    std::string email = {};
    std::string message = {};
    std::int64_t seconds = 0;  // Since 1970.
};

/// Only the thread that made it may use and destroy it, and only one may exist on a thread. All functions
/// throw ObjectFailure. Ids have 40 digits.
class Objects {
public:
    Objects();
    ~Objects();
    Objects(Objects const&) = delete;
    Objects& operator=(Objects const&) = delete;

    /// Adds what a server has sent. Takes a file of this size in the temporary folder while this object
    /// exists, at most 30 s, and 256 MB of memory for this and all else.
    void add_pack(std::string_view pack);

    std::string tree_of(std::string const& commit) const;
    /// What is in a folder. nullopt if there is none.
    std::optional<std::vector<Entry>> list(std::string const& tree, std::string const& path) const;
    /// nullopt if nothing is there.
    std::optional<Entry> find(std::string const& tree, std::string const& path) const;
    bool has(std::string const& id) const;
    /// The content of a file that was received. nullopt if it is longer than `max_bytes`.
    std::optional<std::string> file(std::string const& id, std::size_t max_bytes) const;

    /// Makes a file and returns its id.
    std::string add_file(std::string_view content);
    /// The tree with these changes; what is removed has to exist. `tree`: empty for none. nullopt if a path
    /// isn't valid in Git, or leads through something that isn't a folder.
    std::optional<std::string> changed_tree(std::string const& tree, TreeChanges const& changes);
    std::string add_commit(CommitFacts const& facts);
    /// A pack of a commit that was made here, with what it has more than the tree `before`, empty for none.
    std::string pack_of(std::string const& commit, std::string const& before) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

bool is_branch_name(std::string const& name);

}  // namespace rmirror::targets::git
