// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/vault/result.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::targets::vault {

/// The files of a vault behind a network. Paths are relative to it, without a slash at either end.
class Files {
public:
    Files() = default;
    Files(Files const&) = delete;
    Files& operator=(Files const&) = delete;
    virtual ~Files() = default;

    /// Forgets what was read before, because a new plan begins. Returns a failure, if any.
    virtual std::optional<DeliveryResult> begin() = 0;
    /// What is in a folder: [{name, isFolder, size}], sizes in bytes or null. nullopt if it doesn't exist.
    virtual Or<std::optional<boost::json::array>> list(std::string const& path) = 0;
    /// The text of each file; null if there is none, if it isn't UTF-8, or if it is too long for a note.
    virtual Or<boost::json::object> read(std::vector<std::string> const& paths) = 0;
    /// Carries out a NotebookPlan. `conflict`: something isn't as it was when it was read, so a new plan is
    /// needed. Pictures that aren't stored any more are left out of `plan.known`, so that the next delivery
    /// tries them again.
    virtual Or<Change> carry_out(boost::json::object& plan) = 0;
    /// Plans of one delivery, each after a conflict.
    virtual int max_plans() const { return 4; }
};

}  // namespace rmirror::targets::vault
