// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/master_keys.hpp"

#include "base/trimmed.hpp"
#include "crypto/base64.hpp"
#include "crypto/envelope.hpp"
#include "crypto/hmac.hpp"
#include "hashing.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace rmirror::connections {

namespace {

constexpr std::string_view kName = "RMIRROR_MASTER_KEYS";
constexpr std::size_t kMaxIdBytes = 50;  // The limit of the column connections.key_id.
constexpr std::string_view kIdLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
constexpr std::string_view kKeptPrefix = "kept-";

/// Accepts Base64, as `openssl rand -base64 32` prints, and base64url, as in the data folder.
std::optional<std::string> decoded(std::string_view text)
{
    auto bytes = crypto::parse_base64(text);
    return bytes ? bytes : crypto::parse_base64url(text);
}

std::string kept_id(Secret const& key)
{
    constexpr std::size_t kDigits = 12;
    auto const code = crypto::hmac_sha256(key, "the id of a master key");
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(code.data());
    return std::string(kKeptPrefix) + to_hex({bytes, code.size()}).substr(0, kDigits);
}

Refusal about(std::string const& key, std::string const& sentence)
{
    return {key + " of " + std::string(kName) + " " + sentence};
}

Result<MasterKey> parse_key(std::string_view text, std::size_t number)
{
    auto const colon = text.find(':');
    auto const id = trimmed(text.substr(0, colon));
    if (colon == std::string_view::npos || id.empty() || id.size() > kMaxIdBytes ||
        id.find_first_not_of(kIdLetters) != std::string_view::npos)
        return about("Key " + std::to_string(number),
                     "must be written as ID:KEY. An id has 1 to 50 letters, digits, dots, dashes or "
                     "underscores; a key is what `openssl rand -base64 32` prints.");
    auto const name = "Key " + std::string(id);
    auto bytes = decoded(trimmed(text.substr(colon + 1)));
    if (!bytes)
        return about(name, "isn't Base64. `openssl rand -base64 32` makes a key.");
    if (bytes->size() != crypto::kMasterKeyBytes)
        return about(name, "has " + std::to_string(bytes->size()) +
                               " bytes instead of 32. `openssl rand -base64 32` makes a key.");
    MasterKey key{std::string(id), Secret(std::move(*bytes))};
    if (id.starts_with(kKeptPrefix) && id != kept_id(key.bytes))
        return about(name, "needs another id: those that begin with kept- name keys that a server made.");
    return key;
}

Result<Done> add(std::vector<MasterKey>& keys, MasterKey key)
{
    for (auto const& each : keys) {
        if (each.id == key.id)
            return Refusal{std::string(kName) + " has two keys with the id " + key.id + ". Rename one."};
        if (each.bytes.reveal() == key.bytes.reveal())
            return Refusal{std::string(kName) + " has the same key twice, as " + each.id + " and " + key.id +
                           ". Remove one."};
    }
    keys.push_back(std::move(key));
    return Done{};
}

}  // namespace

Result<std::vector<MasterKey>> parse_master_keys(Secret const& text)
{
    std::vector<MasterKey> keys;
    std::string_view rest = text.reveal();
    while (true) {
        auto const comma = rest.find(',');
        auto key = TRY(parse_key(rest.substr(0, comma), keys.size() + 1));
        TRY(add(keys, std::move(key)));
        if (comma == std::string_view::npos)
            return keys;
        rest.remove_prefix(comma + 1);
    }
}

Result<MasterKey> parse_kept_key(Secret const& text, std::string const& path)
{
    auto bytes = decoded(text.reveal());
    if (!bytes || bytes->size() != crypto::kMasterKeyBytes)
        return Refusal{"The master key in " + path +
                       " can't be read: it must be 32 bytes in Base64. Restore the file from a backup."};
    Secret const key(*bytes);
    return MasterKey{kept_id(key), key};
}

}  // namespace rmirror::connections
