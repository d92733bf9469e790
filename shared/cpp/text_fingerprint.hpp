// SPDX-License-Identifier: AGPL-3.0-or-later
// Says whether something that is delivered as text has changed since it was delivered.
//
// A fingerprint is SHA-256, in 64 lower-case hex digits, over the canonical JSON of the request below
// with its texts normalised. The kinds and their members, all of them strings unless noted:
//
//   page_text   text                                 this one is the page's `text_hash`
//   todo        text, completed (true or false)
//   highlight   original_text, [corrected_text], [note], [source_title]
//   notebook    title, path, pages: [{page_uuid, text_hash}, ...] in the notebook's order
//
// Members in brackets may be left out or null, which is the same as empty. Any other member is
// refused: a page number, a time or a confidence must never get into a hash, and a misspelt member
// must never quietly fall out of one. `completed` belongs to a todo because a delivered todo shows it;
// where a todo stands belongs to its key instead. A page whose text is not known yet has an empty
// text_hash.
//
// Texts must arrive in Unicode NFC: TypeScript has String.normalize, the server utf8proc.
#pragma once

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror {

/// What two texts have in common that look the same: "\r\n" and "\r" become "\n"; spaces and tabs
/// before a line end go, and so do empty lines at the end.
std::string normalise_text(std::string_view text);

/// Nothing when the request is malformed; `why` then says what is wrong with it.
std::optional<std::string> text_fingerprint(boost::json::value const& request, std::string& why);

}  // namespace rmirror
