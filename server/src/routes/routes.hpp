// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server can be asked: tables of rows, each beside its handlers in the file of its resource.
#pragma once

#include "auth/user.hpp"
#include "http/router.hpp"

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

namespace rmirror::routes {

/// One request, as its handler is given it.
struct Call {
    http::Request const& request;
    User const& user;  // Who asks; nobody where anyone may.
};

/// Answers by returning.
using Handler = http::Reply (*)(App&, Call const&);
/// Answers when it can, from any thread; request and user are there until it returns.
using LateHandler = void (*)(App&, Call const&, http::Answer const&);

/// Who may ask. Whoever else does is refused before the handler is called.
enum class Access {
    anyone,
    user,     // Whoever has a good token.
    person,   // A user, but no agent: what only a person may do, such as letting agents in.
    agent,    // An agent, about itself.
    metrics,  // Whoever knows RMIRROR_METRICS_TOKEN, or this machine itself.
};

struct Row {
    http::Method method;
    std::string_view path;  // "/api/v1/notebooks/:id"
    Access access;
    std::variant<Handler, LateHandler> handler;
    http::Traits traits = {};
    bool is_alias = false;  // Another address of a row before it.
};

using Table = std::span<Row const>;

/// All there is.
std::vector<Row> all_rows();
/// Those that tell whether the program is well.
std::vector<Row> watching_rows();

/// The rows as the router takes them. Both must outlive it.
http::Routes routes_of(App& app, std::vector<Row> const& rows);
/// "GET /api/v1/quota", sorted, one each row that is no alias.
std::vector<std::string> listing(std::vector<Row> const& rows);

/// The refusal, where whoever asks is not let in; `user` is set where somebody must be signed in. May ask the
/// database and the sign-in service.
std::optional<http::Reply> refusal_of(App& app, Row const& row, http::Request const& request, User& user);

/// The answer to an exception that a handler let go, where that is no fault of ours.
std::optional<http::Reply> explain_failure(std::exception const& error);

/// What an upload gets while little of the disk is left.
http::Reply disk_full();

}  // namespace rmirror::routes
