// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads todos that users complete or reopen on their pages in Notion.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::notion {

/// Rows of notebooks edited since the last poll, a hundred per batch.
Looked look_for_edited_rows(Outside& outside, LookFrom const& from);

/// The checkboxes in a page's toggle, at all levels; none if the toggle is gone.
Tasks tasks_on_page(Outside& outside, Remote const& page);

}  // namespace rmirror::targets::notion
