// SPDX-License-Identifier: AGPL-3.0-or-later
// Todos that people complete or reopen where their pages stand in Notion.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::notion {

/// Rows that were edited since, a hundred at a time.
Looked look_for_edited_rows(Outside& outside, LookFrom const& from);

/// The checkboxes in a page's toggle, as far down as they go. None where the toggle is gone.
Tasks tasks_on_page(Outside& outside, Remote const& page);

}  // namespace rmirror::targets::notion
