// SPDX-License-Identifier: AGPL-3.0-or-later
// Versions of documents: earlier texts, which are never changed.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::library {

/// Keeps the document as it is now, for the author who wrote it last. Does nothing if it is empty. `name`:
/// that of a snapshot.
void keep_version(LibraryWork& work, PageId const& page_id, std::optional<std::string> const& name = {});

/// Keeps a transcription that wasn't taken in full. Does nothing if it is empty.
void keep_transcription(LibraryWork& work, PageId const& page_id, std::string const& transcription);

/// `DocumentVersions` of shared/openapi.yaml, the newest first. `after`: the id of the last version of the
/// previous part.
std::string list_versions(pqxx::work& work, UserId const& user_id, PageId const& page_id, std::int64_t limit,
                          std::optional<std::string> const& after);

/// `DocumentVersion` of shared/openapi.yaml with its content; nullopt if there is none.
std::optional<std::string> find_version(pqxx::work& work, UserId const& user_id, PageId const& page_id,
                                        std::string const& version_id);

}  // namespace rmirror::library
