// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads todos that users complete or reopen on their pages in Notion.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::notion {

/// Rows of notebooks edited since the last poll, a hundred per batch.
RemoteChanges list_changed_notebooks(TargetContext& context, PollStart const& from);

/// The checkboxes in a page's toggle, at all levels; none if the toggle is gone.
Checkboxes read_checkboxes(TargetContext& context, Remote const& page);

}  // namespace rmirror::targets::notion
