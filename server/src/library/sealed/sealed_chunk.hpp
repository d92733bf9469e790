// SPDX-License-Identifier: AGPL-3.0-or-later
// Pieces of people's encrypted backups (docs/decisions/0100). A client uploads one as it uploads an
// attachment: announced, put into the store, checked and stored once more. The server can't open them; it
// knows their names, which are keyed hashes, and their sizes.
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "library/attachments/attachment.hpp"
#include "library/images/uploads.hpp"
#include "library/work.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::library {

/// Of the largest piece, and what sealing adds.
constexpr std::size_t kMaxChunkBytes = 5'000'000;
constexpr std::string_view kChunkType = "application/octet-stream";

struct ChunkFacts {
    std::string name;    // 64 lower-case hex digits.
    std::string sha256;  // Of the sealed bytes; likewise.
    std::size_t bytes = 0;
};

/// As announce_upload(); `Upload::facts` has the chunk's name as its file name, and no page. Throws
/// LibraryFull.
Upload announce_chunk(pqxx::work& work, quota::Rules const& rules, UserId const& user_id,
                      ChunkFacts const& facts);

/// Of a chunk that isn't complete.
std::optional<Upload> find_chunk_upload(pqxx::work& work, UserId const& user_id, std::string const& id);

/// The chunk as JSON (`BackupChunk` of shared/openapi.yaml); otherwise as complete_upload(). If another
/// upload has brought a chunk of this name meanwhile, that one stays.
std::variant<std::string, Incomplete> complete_chunk(db::Pool& pool, BlobStore& blobs, Uploads& uploads,
                                                     UserId const& user_id, std::string const& id);

/// JSON: those of `names` that the server doesn't have. The others are kept for a day from now.
std::string missing_chunks(LibraryWork& work, std::vector<std::string> const& names);

std::optional<BlobKey> find_chunk(pqxx::work& work, UserId const& user_id, std::string const& name);

/// Removes up to `max` chunks that no backup has used for a day. Returns how many.
std::size_t remove_unused_chunks(db::Pool& pool, std::size_t max);

}  // namespace rmirror::library
