// SPDX-License-Identifier: AGPL-3.0-or-later
// Finding words in what a user wrote: in pages, names of notebooks, tags, todos and highlights.
//
// Words are looked for without regard to case, accents and endings, these by the language of each page. When
// little is found, what is spelt almost so is looked for as well. Of many pages that match, the newest are
// ranked: some hundred of each language.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::search {

/// Where an earlier piece of the answer ended.
struct Cursor {
    std::string score;     // In hundredths.
    std::string modified;  // Microseconds since 1970.
    NotebookId notebook_id;

    static std::optional<Cursor> parse(std::string_view text);
};

/// All filters hold at once.
struct Question {
    std::string text;                          // Words, "a phrase", OR, -without.
    std::optional<std::string> folder = {};    // Its notebook_uuid: all in it, however deep.
    std::optional<std::string> notebook = {};  // Its notebook_uuid.
    std::optional<std::string> from = {};      // Notebooks last modified then or later,
    std::optional<std::string> to = {};        // and before then.
    std::vector<std::string> tags = {};        // Of the page or the notebook, all of them, in any case.
    std::optional<bool> is_pinned = {};        // Of the notebook.
    std::vector<std::string> states = {};      // A page of the notebook is in one; "synced": all pages are.
    std::int64_t limit = 10;                   // Notebooks.
    std::optional<Cursor> after = {};
};

constexpr std::size_t kMostLetters = 500;
constexpr std::size_t kMostTags = 20;

/// The answer as JSON; see SearchAnswer in the contract.
std::string answer(pqxx::work& work, UserId const& user_id, Question const& question);

}  // namespace rmirror::search
