// SPDX-License-Identifier: AGPL-3.0-or-later
// Deleting an account. begin_removal() ends all access and frees the address, in the request; then tasks by
// the clock remove what the account has, here and in the store, once it is removed at the targets
// (docs/decisions/0099-an-export-is-the-same-bytes-again.md).
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::rights {

/// Names of the workspaces that have other members and no other owner: they must be handed over before the
/// account can be deleted. Locks all workspaces of the user until the transaction ends.
std::vector<std::string> workspaces_to_hand_over(pqxx::work& system, UserId const& user_id);

struct Leaving {
    std::string receipt;             // For state_of_removal().
    std::vector<std::string> ended;  // Ids of sessions and tokens.
};

/// Marks the account as leaving: its address, name and password are gone, all browsers and devices are signed
/// out, its links are closed. It must have left its workspaces. Nullopt if it is leaving already, or
/// disabled.
std::optional<Leaving> begin_removal(pqxx::work& system, UserId const& user_id);

enum class RemovalState { unknown, removing, done };
RemovalState state_of_removal(pqxx::work& system, std::string_view receipt);

struct RemovalOptions {
    /// Longer than a request takes that began before.
    std::chrono::seconds grace = std::chrono::minutes(3);
    /// Longer than an upload takes from its announcement to its last byte.
    std::chrono::seconds arrival = std::chrono::minutes(15);
    /// For how long the removal at targets, and cancelling a subscription at Stripe, may take. What a target
    /// has then stays there; the subscription is cancelled as soon as Stripe can be reached.
    std::chrono::seconds patience = std::chrono::hours(72);
    /// Called before the connections of a user are deleted; the function that it returns revokes credentials
    /// at the services and is called once that is committed.
    std::function<std::function<void()>(pqxx::work& system, UserId const& user_id)> before_connections;
};

/// Removes accounts that are leaving, as far as possible. Returns how many are gone. Throws BlobFailure; the
/// next call goes on. Several processes may call this at the same time.
std::size_t remove_leaving_accounts(db::Pool& pool, BlobStore& blobs, RemovalOptions const& options);

}  // namespace rmirror::rights
