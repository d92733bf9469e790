// SPDX-License-Identifier: AGPL-3.0-or-later
// The running server: the app, its background work and its HTTP server.
#pragma once

#include "app.hpp"
#include "command.hpp"
#include "rates/rate_limits.hpp"
#include "routes/routes.hpp"
#include "wire/server.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace rmirror {

class Background;

class Program {
    struct Front;

public:
    struct Options {
        Role role = Role::all;
        crypto::PasswordCost password_cost = {};
    };

    /// Opens everything and starts serving, or opens nothing: a refusal names the invalid setting. Throws
    /// wire::CannotListen and db::DatabaseUnusable.
    static Result<std::unique_ptr<Program>> open(Settings settings, Log& log, Options options);

    /// For open() only.
    Program(std::unique_ptr<App> app, Front front, Role role);
    ~Program();
    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

    App& app() { return *app_; }
    std::uint16_t port() const { return server_.port(); }
    /// Stops accepting clients, and closes each connection after the answer it waits for. Returns true if all
    /// connections closed in time.
    bool stop(std::chrono::milliseconds at_most);

private:
    wire::ServerOptions server_options(Front& front);

    std::unique_ptr<App> app_;
    std::unique_ptr<rates::RateLimits> limits_;  // Null: no rate limits.
    std::vector<routes::Row> rows_;
    std::unique_ptr<Background> background_;  // Null if this process only answers requests.
    wire::Server server_;                     // Last, so that requests end before what they use is destroyed.
};

}  // namespace rmirror
