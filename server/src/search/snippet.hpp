// SPDX-License-Identifier: AGPL-3.0-or-later
// A piece of text and which of its letters were looked for.
#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::search {

/// What PostgreSQL puts around a word that was found. Texts are rid of them before.
constexpr char kWordBegins = '\x02';
constexpr char kWordEnds = '\x03';

/// The most of a text that is shown, in UTF-16 code units. What is longer ends with "…".
constexpr std::size_t kMostUnits = 400;

/// {"text": …, "ranges": [{"start": …, "end": …}]} of a text with marks, in UTF-16 code units, `end`
/// excluded.
boost::json::object snippet_of(std::string_view marked);

}  // namespace rmirror::search
