// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls with a user's connection to a provider, for targets without a credential of their own. Other parts of
// the server that call the provider for this user share the connection and its rate limit.
#pragma once

#include "db/ids.hpp"
#include "upstream/gateway.hpp"

#include <pqxx/transaction>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::targets {

class Caller {
public:
    Caller() = default;
    Caller(Caller const&) = delete;
    Caller& operator=(Caller const&) = delete;
    virtual ~Caller() = default;

    /// Blocks until the result. Adds the credential, refreshes it if it has expired, and counts the call
    /// against the provider's rate limit.
    virtual upstream::CallResult ask(upstream::Call call, upstream::Retries retries,
                                     std::stop_token const& cancellation) = 0;
};

/// Why a connection can't be used.
struct NotOpen {
    std::string sentence;
    bool lacks_key = false;  // Only this process lacks the master key; another may have it.
};

class Callers {
public:
    Callers() = default;
    Callers(Callers const&) = delete;
    Callers& operator=(Callers const&) = delete;
    virtual ~Callers() = default;

    /// Opens the connection with this id, or else the user's oldest one. A failure comes with a sentence for
    /// the user.
    virtual std::variant<std::unique_ptr<Caller>, NotOpen> open(
        pqxx::work& work, std::string_view provider, UserId const& user_id,
        std::optional<ConnectionId> const& id) const = 0;
};

}  // namespace rmirror::targets
