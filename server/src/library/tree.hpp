// SPDX-License-Identifier: AGPL-3.0-or-later
// All notebooks and folders of a user in one answer, and a version by which a client knows that they haven't
// changed.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace rmirror::library {

struct Tree {
    std::string version;
    std::shared_ptr<std::string const> answer;  // The reply of GET /api/v1/notebooks/tree as JSON.
};

/// Changes whenever the tree shows something else, and differs between users. Costs one row. It doesn't cover
/// the tree's `cursor`: that of an earlier reply is as good, only older.
std::string tree_version(db::Pool& pool, UserId const& user_id);

/// Version, cursor and notebooks are from one snapshot.
Tree read_tree(db::Pool& pool, UserId const& user_id);

/// Keeps the trees that were read last, so that a client that asks again and again costs one row each time.
/// Thread-safe.
class Trees {
public:
    struct Options {
        /// Short, because a tree's cursor must not become older than the log of changes.
        std::chrono::milliseconds age{10'000};
        std::size_t min_bytes =
            64U << 10U;  // Smaller trees aren't kept: they are read in a few milliseconds.
        std::size_t max_bytes = 32U << 20U;  // Of all trees together.
    };

    explicit Trees(db::Pool& pool) : Trees(pool, Options{}) {}
    Trees(db::Pool& pool, Options options) : pool_(pool), options_(options) {}

    /// As read_tree(), or an earlier reply of the same version.
    Tree read(UserId const& user_id);

private:
    using Clock = std::chrono::steady_clock;

    struct Kept {
        Tree tree;
        Clock::time_point until;
    };

    std::optional<Tree> find(std::string const& version);
    void keep(Tree const& tree);

    db::Pool& pool_;
    Options options_;
    std::mutex mutex_;
    std::list<Kept> kept_;  // The oldest first.
    std::size_t bytes_ = 0;
};

}  // namespace rmirror::library
