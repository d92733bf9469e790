// SPDX-License-Identifier: AGPL-3.0-or-later
// Full-text search in a user's library: pages, names of notebooks, tags, to-dos and highlights.
//
// Matching ignores case, accents and endings, the latter by the language of each page. If little is found,
// similarly spelt words are searched as well. Of many matching pages only the newest are ranked: several
// hundred per language.
#pragma once

#include "base/ids.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::search {

/// The last notebook of the previous part of the results.
struct Cursor {
    std::string score;     // In hundredths.
    std::string modified;  // Microseconds since 1970.
    NotebookId notebook_id;

    static std::optional<Cursor> parse(std::string_view text);
};

/// A search query. All filters must match.
struct Question {
    std::string text;                          // Words, "a phrase", OR, -without.
    std::optional<std::string> folder = {};    // Its notebook_uuid; includes nested folders.
    std::optional<std::string> notebook = {};  // Its notebook_uuid or its id.
    std::optional<std::string> workspace = {};
    std::optional<std::string> from = {};  // Notebooks last modified at this time or later,
    std::optional<std::string> to = {};    // and before this time.
    std::vector<std::string> tags = {};    // All must be on the page or its notebook; case doesn't matter.
    std::optional<bool> is_pinned = {};    // Of the notebook.
    std::vector<std::string> states = {};  // Of any page of the notebook; "synced": of all its pages.
    std::int64_t limit = 10;               // Most notebooks returned.
    std::optional<Cursor> after = {};
};

constexpr std::size_t kMaxLetters = 500;
constexpr std::size_t kMaxTags = 20;

/// What is found in the library of one person.
struct Found {
    struct Item {
        std::string cursor;  // As Cursor::parse() reads it; sorts this item among those of others.
        boost::json::object json;
    };
    std::vector<Item> items;  // At most question.limit, best first.
    bool has_more = false;
    int total = 0;
    bool is_complete = true;
    boost::json::array corrections = {};
};
Found find(pqxx::work& work, UserId const& user_id, Question const& question);

/// `SearchAnswer` of shared/openapi.yaml as JSON: what was found in all of these libraries.
std::string answer(std::vector<Found> found, Question const& question);
std::string answer(pqxx::work& work, UserId const& user_id, Question const& question);

}  // namespace rmirror::search
