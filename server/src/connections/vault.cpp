// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/vault.hpp"

#include "crypto/envelope.hpp"
#include "crypto/stored_secret.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::connections {

namespace {

constexpr auto kKeptName = "master-key";

/// Adds a key that was generated before others were configured.
Result<Done> add_kept(std::vector<MasterKey>& keys, Secret const& kept, std::string const& folder)
{
    auto key = TRY(parse_kept_key(kept, folder + "/" + kKeptName));
    auto const same = std::find_if(keys.begin(), keys.end(), [&](auto const& each) {
        return each.id == key.id || each.bytes.reveal() == key.bytes.reveal();
    });
    if (same == keys.end())
        keys.push_back(std::move(key));
    return Done{};
}

}  // namespace

Result<Vault> Vault::read(Settings const& settings)
{
    auto const& folder = settings.text("RMIRROR_DATA_DIR");
    auto const& given = settings.secret("RMIRROR_MASTER_KEYS");
    std::vector<MasterKey> keys;
    if (given.empty()) {
        auto const kept = TRY(stored_secret(folder, kKeptName));
        TRY(add_kept(keys, kept, folder));
    } else {
        keys = TRY(parse_master_keys(given));
        if (auto const kept = find_stored_secret(folder, kKeptName))
            TRY(add_kept(keys, *kept, folder));
    }
    return Vault(std::move(keys));
}

Sealed Vault::seal(UserId const& user_id, std::string_view provider, Secret const& text) const
{
    auto const& key = keys_.front();
    return {crypto::seal_envelope(key.bytes, {user_id, provider, key.id}, text), key.id};
}

std::variant<Secret, Unopened> Vault::open(UserId const& user_id, std::string_view provider,
                                           Sealed const& sealed) const
{
    auto const* const key = find(sealed.key_id);
    if (!key)
        return Unopened::missing_key;
    auto text = crypto::open_envelope(key->bytes, {user_id, provider, key->id}, sealed.bytes);
    if (!text)
        return Unopened::broken;
    return std::move(*text);
}

MasterKey const* Vault::find(std::string_view id) const
{
    auto const found =
        std::find_if(keys_.begin(), keys_.end(), [&](auto const& each) { return each.id == id; });
    return found == keys_.end() ? nullptr : &*found;
}

}  // namespace rmirror::connections
