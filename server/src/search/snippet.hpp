// SPDX-License-Identifier: AGPL-3.0-or-later
// A snippet of text with the ranges that matched.
#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::search {

/// The marks that PostgreSQL puts around a match. They are removed from texts before.
constexpr char kWordBegins = '\x02';
constexpr char kWordEnds = '\x03';
/// What search_apart() of the database puts between letters. Isn't shown.
constexpr char kApart = '\x1F';

/// The longest text shown, in UTF-16 code units. A longer one is cut between graphemes and ends with
/// "…".
constexpr std::size_t kMaxUnits = 400;

/// Converts a text with marks into {"text": …, "ranges": [{"start": …, "end": …}]}, in UTF-16 code units,
/// `end` excluded.
boost::json::object snippet_of(std::string_view marked);

}  // namespace rmirror::search
