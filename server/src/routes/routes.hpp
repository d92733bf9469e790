// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's routes: tables of rows, each next to its handlers in the file of its resource.
#pragma once

#include "auth/user.hpp"
#include "http/dispatch/router.hpp"

#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmirror {
class App;
}

namespace rmirror::workspaces {
struct SharedNotebook;
}

namespace rmirror::routes {

struct Call {
    http::Request const& request;
    User const& user;  // The caller; empty for Access::anyone and Access::metrics.
    /// Set if the request is about a notebook that another person shares with the caller: then `user.id` is
    /// that person (routes/shared_library.hpp).
    workspaces::SharedNotebook const* shared = nullptr;
};

/// Answers with the reply that it returns.
using Handler = http::Reply (*)(App&, Call const&);
/// Answers later, from any thread. The request and the user are valid only until the handler returns.
using AsyncHandler = void (*)(App&, Call const&, http::Answer const&);

/// Who may call a route. Other callers are refused before the handler runs.
enum class Access {
    anyone,
    user,     // Any caller with a valid token.
    person,   // A user, but not an agent: for what only a person may do, such as approving agents.
    admin,    // A person who runs this server. Other users get 404.
    agent,    // An agent, about itself.
    metrics,  // Callers with RMIRROR_METRICS_TOKEN, and this machine itself.
};

struct Row {
    http::Method method;
    std::string_view path;  // "/api/v1/notebooks/:id"
    Access access;
    std::variant<Handler, AsyncHandler> handler;
    http::Traits traits = {};
    bool is_alias = false;  // Another path of an earlier row; not listed.
};

using Table = std::span<Row const>;

/// The rows of all resources.
std::vector<Row> all_rows();
/// The rows of health checks and metrics.
std::vector<Row> watching_rows();

/// The rows as routes of the router. `app` and `rows` must outlive them.
http::Routes routes_of(App& app, std::vector<Row> const& rows);
/// "GET /api/v1/quota" for each row that is no alias, sorted.
std::vector<std::string> listing(std::vector<Row> const& rows);

/// The refusal if the caller may not use the row's route; otherwise sets `user`, unless the route needs none.
/// May query the database and the sign-in service.
std::optional<http::Reply> refusal_of(App& app, Row const& row, http::Request const& request, User& user);

/// The reply to an exception from a handler that isn't a bug of ours, such as a lost database; nullopt for
/// any other.
std::optional<http::Reply> explain_failure(std::exception const& error);

/// 507, for uploads while the disk is nearly full.
http::Reply disk_full();

}  // namespace rmirror::routes
