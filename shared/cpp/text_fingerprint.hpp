// SPDX-License-Identifier: AGPL-3.0-or-later
// Computes fingerprints that tell whether a thing delivered as text has changed since its delivery.
//
// A fingerprint is the SHA-256, in 64 lower-case hex digits, of the canonical JSON of the request below with
// normalised texts. These are the kinds and their members, which are strings unless noted:
//
//   page_text   text                                 this fingerprint is the page's `text_hash`
//   todo        text, completed (true or false)
//   highlight   original_text, [corrected_text], [note], [source_title]
//   notebook    title, path, pages: [{page_uuid, text_hash}, ...] in the notebook's order
//
// Members in brackets may be absent or null, which is the same as empty. Any other member is refused: a page
// number, a time or a confidence must never get into a hash, and a misspelt member must never be left out
// silently. `completed` is part of a to-do's fingerprint because a delivered to-do shows it; the to-do's
// position is part of its key instead. A page whose text isn't known yet has an empty text_hash.
//
// Texts must be in Unicode NFC: TypeScript has String.normalize, the server has utf8proc.
#pragma once

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror {

/// Makes texts that look the same equal: "\r\n" and "\r" become "\n"; spaces and tabs before a line end and
/// empty lines at the end are removed.
std::string normalise_text(std::string_view text);

/// Returns nullopt if the request is malformed, and sets `why` to the reason.
std::optional<std::string> text_fingerprint(boost::json::value const& request, std::string& why);

}  // namespace rmirror
