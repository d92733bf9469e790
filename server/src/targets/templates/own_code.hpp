// SPDX-License-Identifier: AGPL-3.0-or-later
// Code of the user's own: an address that gets each to-do or highlight, after templates and steps, and
// answers the text that is sent instead. None of it runs in this server.
#pragma once

#include "connections/vault.hpp"
#include "targets/caller.hpp"
#include "targets/integration.hpp"
#include "targets/receivers.hpp"

#include <pqxx/transaction>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

/// The member of templates that is its address.
constexpr std::string_view kOwnCodeAddress = "address";

struct OwnCode {
    Receiver receiver;
    bool is_verified = false;  // Its owner agreed.
};

/// Fills in `code` if the integration has some. Returns why its secret can't be decrypted, if so.
std::optional<NotOpen> open_own_code(pqxx::work& work, connections::Vault const& vault,
                                     Integration const& integration, std::optional<OwnCode>& code);

/// Makes a secret for another address than before, which is returned, and forgets that of the former one.
std::optional<Secret> put_own_code(pqxx::work& work, connections::Vault const& vault,
                                   Integration const& integration, std::string const& address);

/// Records that the owner of this address agreed. Does nothing if it has changed.
void note_own_code_verified(pqxx::work& work, Integration const& integration, std::string const& address);

/// Replaces the texts of to-dos and highlights by what their templates, steps and code make of them. Returns
/// a result for each item that can't be delivered therefore; the integration isn't stopped. `on_verified` is
/// called with the code's address once its owner has agreed.
std::vector<std::optional<DeliveryResult>> make_texts(
    TargetContext& context, std::optional<OwnCode> const& code, std::span<Delivery* const> items,
    std::function<void(std::string const& address)> const& on_verified);

}  // namespace rmirror::targets
