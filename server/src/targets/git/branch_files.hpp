// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/git/objects.hpp"
#include "targets/git/repository.hpp"
#include "targets/git/tree_edit.hpp"
#include "targets/vault/files.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::git {

/// The member of `plan.known` with the ids of the notes' files, by path.
constexpr std::string_view kFileIds = "file_ids";

/// A vault in a folder of a branch, as its last commit has it.
class BranchFiles final : public vault::Files {
public:
    /// Sizes of files by their ids.
    using Sizes = std::map<std::string, boost::json::value, std::less<>>;

    /// `context` must outlive this object.
    BranchFiles(TargetContext& context, Sizes sizes);

    std::optional<DeliveryResult> begin() override;
    Or<std::optional<boost::json::array>> list(std::string const& path) override;
    Or<boost::json::object> read(std::vector<std::string> const& paths) override;
    Or<Change> carry_out(boost::json::object& plan) override;
    /// Others may push often.
    int max_plans() const override { return 6; }

private:
    std::string whole(std::string const& path) const;
    std::optional<Entry> find(std::string const& path) const;
    std::optional<DeliveryResult> fetch_missing(std::vector<std::string> const& paths);
    Or<Change> edit(TreeEdit& edit, boost::json::object& plan);
    Or<Change> commit(std::string const& tree, boost::json::object const& plan);

    TargetContext& context_;
    Sizes sizes_;
    std::string folder_;  // In the repository; empty: the repository itself.
    Repository repository_;
    std::optional<Objects> objects_ = {};
    Tip tip_ = {};
    std::string tree_ = {};  // Of the commit; empty: there is none.
};

}  // namespace rmirror::targets::git
