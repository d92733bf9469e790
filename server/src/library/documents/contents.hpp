// SPDX-License-Identifier: AGPL-3.0-or-later
// The contents of several documents at once.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::library {

struct DocumentContent {
    std::string title;  // "Diary, page 3"; of a note, its name.
    std::string text;   // With what was typed on the tablet.
};

/// In the order of the ids, without those whose text is blank. nullopt if one of them is no document of the
/// user's, or was deleted.
std::optional<std::vector<DocumentContent>> read_contents(pqxx::work& work, UserId const& user_id,
                                                          std::vector<std::string> const& ids);

}  // namespace rmirror::library
