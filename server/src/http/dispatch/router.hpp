// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of routes, and which one a request matches.
#pragma once

#include "http/answer.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmirror::http {

/// Answers a request, now or later, from any thread. If it throws, Front answers instead.
using Endpoint = std::function<void(Request const&, Answer const&)>;

/// Makes an endpoint from a function that returns its reply.
template <typename Function>
Endpoint replying(Function function)
{
    return [function = std::move(function)](Request const& request, Answer const& answer) {
        answer.send(function(request));
    };
}

enum class Runs {
    on_loop,            // Fast, and never blocks.
    on_worker,          // May wait for the database, or compute.
    apart,              // Computes for long, such as password hashing: on a small pool of its own.
    on_library_worker,  // Works on a user's whole library: on another small pool.
};

/// The rate limit class of a route (rates/rate_limits.hpp).
enum class Traffic { usual, sign_in, upload, picture, proxy, notion, signed_events, unlimited };

constexpr std::size_t kDefaultBodyBytes = 64U << 10U;

/// A limit per user and minute, in addition to that of the traffic class. Routes with the same name share one
/// count.
struct UserRateLimit {
    std::string_view name = {};  // Empty: no limit.
    std::int64_t per_minute = 0;
};

/// The properties in which a route differs from the default.
struct Traits {
    Runs runs = Runs::on_worker;
    std::size_t body_bytes = kDefaultBodyBytes;  // Maximum size of the body.
    Traffic traffic = Traffic::usual;
    UserRateLimit user_rate_limit = {};
    /// Maximum time until the answer begins, instead of Limits::handler.
    std::optional<std::chrono::milliseconds> timeout = std::nullopt;
    ProblemShape problem_shape = nullptr;    // Set if callers expect another format than a problem.
    std::string_view key_header = {};        // A header that may carry the token instead of Authorization.
    std::string_view signature_header = {};  // For signed_events; without it, requests count as anonymous.
    /// Decompresses a gzip body within `body_bytes` before the handler gets it; other codings get 415.
    bool takes_gzip = false;
    bool needs_user = false;  // Refuses a request without a plausible token before its body is read.
    /// Requests within this time share one cached answer, which must not depend on the user. A 5xx isn't
    /// cached. 0: no cache.
    std::chrono::milliseconds cache_for{0};
};

struct Route {
    Method method;
    std::string pattern;  // "/api/v1/notebooks/:id"
    Endpoint endpoint;
    Traits traits = {};
};

using Routes = std::vector<Route>;

class Router {
public:
    /// A literal segment takes precedence over a named one. Throws std::logic_error if two routes are the
    /// same.
    explicit Router(Routes routes);

    enum class Match { found, unknown_path, wrong_method, malformed_path };
    /// If found, stores the route's index and the decoded parameters in the request. HEAD matches GET's
    /// route.
    Match match(Request& request) const;
    Route const& route(std::size_t index) const { return rows_[index].route; }
    std::size_t size() const { return rows_.size(); }
    /// The methods for a path, such as "GET, HEAD, OPTIONS", for the Allow header.
    std::string allowed_methods(std::string_view path) const;
    /// For a path without a route: the problem shape of a route beside or above it, or nullptr.
    ProblemShape problem_shape_near(std::string_view path) const;

private:
    struct Row {
        Route route;
        std::vector<std::string> segments;
    };

    std::vector<Row> rows_;
};

}  // namespace rmirror::http
