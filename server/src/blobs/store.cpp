// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/store.hpp"

namespace rmirror {

namespace {

constexpr std::size_t kUuidSize = 36;
constexpr std::size_t kHashSize = 64;
constexpr std::size_t kShardDigits = 2;

bool consists_of(std::string_view text, std::string_view letters)
{
    return text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

std::string path_of(BlobKey const& key)
{
    if (key.user_id.size() != kUuidSize || key.sha256.size() != kHashSize ||
        !consists_of(key.user_id, "0123456789abcdef-") || !consists_of(key.sha256, "0123456789abcdef"))
        throw BlobFailure("no key of a blob");
    return key.user_id + "/" + key.sha256.substr(0, kShardDigits) + "/" + key.sha256;
}

}  // namespace rmirror
