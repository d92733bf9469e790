// SPDX-License-Identifier: AGPL-3.0-or-later
// The program while it serves: what handlers work with, what works behind the requests, and the port.
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

    /// Serves from now on, all of it or nothing: the refusal says which setting does not hold. Throws
    /// http::CannotListen and db::DatabaseUnusable.
    static Result<std::unique_ptr<Program>> open(Settings settings, Log& log, Options options);

    /// For open() alone.
    Program(std::unique_ptr<App> app, Front front, Role role);
    ~Program();
    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

    App& app() { return *app_; }
    std::uint16_t port() const { return server_.port(); }
    /// Takes no new clients, and lets those go that are owed nothing any more. True when all had gone in
    /// time.
    bool stop(std::chrono::milliseconds at_most);

private:
    http::ServerOptions server_options(Front& front);

    std::unique_ptr<App> app_;
    std::unique_ptr<rates::RateLimits> limits_;  // None: everybody asks as often as they like.
    std::vector<routes::Row> rows_;
    std::unique_ptr<Background> background_;  // None where only requests are answered.
    http::Server server_;                     // Last, so that no request finds anything gone.
};

}  // namespace rmirror
