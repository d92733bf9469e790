// SPDX-License-Identifier: AGPL-3.0-or-later
// Vaults for tests, by the ids of their keys: the same id is the same key.
#pragma once

#include "connections/vault.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace rmirror::connections::test {

inline MasterKey key(std::string id)
{
    auto bytes = id + std::string(32, '.');
    bytes.resize(32);
    return {std::move(id), Secret(std::move(bytes))};
}

inline Vault vault(std::initializer_list<char const*> ids)
{
    std::vector<MasterKey> keys;
    for (auto const* const id : ids)
        keys.push_back(key(id));
    return Vault(std::move(keys));
}

}  // namespace rmirror::connections::test
