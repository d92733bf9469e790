// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/webdav/folder.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>

namespace rmirror::targets::webdav {

/// Notes as they were read, by path.
using Notes = std::map<std::string, File, std::less<>>;

struct Tools {
    TargetContext& context;
    Folder& folder;
    Notes& notes;
};

/// Carries out a NotebookPlan. `conflict`: something isn't as it was when it was read, so a new plan is
/// needed; what was done until then stays. Pictures that aren't stored any more are left out of `plan.known`,
/// so that the next delivery tries them again.
Or<Change> carry_out(Tools& tools, boost::json::object& plan);

}  // namespace rmirror::targets::webdav
