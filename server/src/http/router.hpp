// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables of routes, and which row a request belongs to.
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

/// Answers a request, now or later, from any thread. What it throws is answered for it.
using Endpoint = std::function<void(Request const&, Answer const&)>;

/// Of a function that answers by returning a reply.
template <typename Function>
Endpoint replying(Function function)
{
    return [function = std::move(function)](Request const& request, Answer const& answer) {
        answer.send(function(request));
    };
}

enum class Runs {
    on_loop,            // Quick and without waiting.
    on_worker,          // May wait for a database or compute.
    apart,              // Computes for long, such as passwords' hashes: on few threads of their own.
    on_library_worker,  // Works on all of a user's library: on few other threads of their own.
};

/// What kind of load a route is, for whoever limits how often it may be asked.
enum class Traffic { usual, sign_in, upload, picture, proxy, notion, signed_events, unlimited };

constexpr std::size_t kUsualBodyBytes = 64U << 10U;

/// What each user may ask of one kind a minute, beside what limits its traffic. Routes that carry the same
/// name are counted together.
struct OwnLimit {
    std::string_view name = {};  // Empty: there is none.
    std::int64_t per_minute = 0;
};

/// What one route has other than most.
struct Traits {
    Runs runs = Runs::on_worker;
    std::size_t body_bytes = kUsualBodyBytes;  // The most a body may hold.
    Traffic traffic = Traffic::usual;
    OwnLimit own_limit = {};
    /// How long the answer may take to begin, where that is longer than Limits::handler.
    std::optional<std::chrono::milliseconds> timeout = std::nullopt;
    ProblemShape problem_shape = nullptr;    // Where callers expect something else than a problem.
    std::string_view key_header = {};        // May carry the token where there is no Authorization.
    std::string_view signature_header = {};  // Of signed events. Without it, they are a stranger's.
    bool takes_gzip =
        false;  // Unpacked within `body_bytes` before the handler gets it; other codings are 415.
    bool needs_user = false;  // Refused at its head unless its token may be good.
    /// All who ask within so long are given one answer, which must not depend on who they are.
    std::chrono::milliseconds answer_kept{0};
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
    /// A literal segment wins over a named one. Throws std::logic_error when two rows are the same.
    explicit Router(Routes routes);

    enum class Match { found, unknown_path, wrong_method, malformed_path };
    /// When found, notes the route and its decoded parameters in the request. HEAD is answered by GET's row.
    Match match(Request& request) const;
    Route const& route(std::size_t index) const { return rows_[index].route; }
    std::size_t size() const { return rows_.size(); }
    /// "GET, HEAD, OPTIONS": what the path can be asked, for Allow.
    std::string allowed_methods(std::string_view path) const;
    /// For a path that is no route's: that of a route which lies beside or above it, or nullptr.
    ProblemShape problem_shape_near(std::string_view path) const;

private:
    struct Row {
        Route route;
        std::vector<std::string> segments;
    };

    std::vector<Row> rows_;
};

}  // namespace rmirror::http
