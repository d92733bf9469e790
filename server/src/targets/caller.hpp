// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls with a person's connection to a service, for targets that ask for no credential of their own: the
// same connection serves whatever else calls that service for them.
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

    /// Waits for the result. Adds the credential, counts the call as the service counts it, and takes a new
    /// credential where the old one has ended.
    virtual upstream::CallResult ask(upstream::Call call, upstream::Retries retries,
                                     std::stop_token const& cancellation) = 0;
};

/// Why a connection can't be used.
struct NotOpen {
    std::string sentence;
    bool lacks_key = false;  // This process does; another may have it.
};

class Callers {
public:
    Callers() = default;
    Callers(Callers const&) = delete;
    Callers& operator=(Callers const&) = delete;
    virtual ~Callers() = default;

    /// The connection with this id, else the oldest of this person's.
    virtual std::variant<std::unique_ptr<Caller>, NotOpen> open(
        pqxx::work& work, std::string_view provider, UserId const& user_id,
        std::optional<ConnectionId> const& id) const = 0;
};

}  // namespace rmirror::targets
