// SPDX-License-Identifier: AGPL-3.0-or-later
// What people tell the model that transcribes their notebooks: names, jargon, languages. A notebook or folder
// has words of its own, or else those of the nearest folder above that has some.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <optional>
#include <string>

namespace rmirror::library {

constexpr std::size_t kMaxReadingWords = 2000;  // Characters.

/// `ReadingWords` of shared/openapi.yaml as JSON; nullopt if the user has no such notebook or folder.
std::optional<std::string> show_reading_words(pqxx::work& work, UserId const& user_id,
                                              std::string const& notebook_uuid);

/// nullopt: those of a folder above hold; "": none hold. Returns false if the user has no such notebook or
/// folder.
bool set_reading_words(pqxx::work& work, UserId const& user_id, std::string const& notebook_uuid,
                       std::optional<std::string> const& words);

/// The words that hold for the notebook's pages; empty if none do.
std::string reading_words_of(pqxx::work& work, UserId const& user_id, NotebookId const& notebook_id);

}  // namespace rmirror::library
