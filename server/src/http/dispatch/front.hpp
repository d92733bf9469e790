// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes a request to its handler and back: routing, origins, workers, and the one place that catches
// handlers' exceptions.
#pragma once

#include "base/log.hpp"
#include "http/dispatch/cached_answer.hpp"
#include "http/dispatch/router.hpp"
#include "http/dispatch/service.hpp"
#include "http/dispatch/workers.hpp"
#include "http/origin.hpp"

#include <atomic>
#include <chrono>
#include <unordered_map>
#include <variant>

namespace rmirror::http {

/// Called on an event loop when the head of a request for a route has arrived. May add headers or a refusal
/// to the admission. Must not block.
using Gate = std::function<void(Request const& head, Traits const& traits, Admission& admission)>;

/// The user a request is likely to be from (Request::likely_user), or the reply that refuses it if the route
/// needs a user. Called on an event loop, with the route's `key_header`. Must not block.
using UserOrRefusal = std::variant<std::string, Reply>;
using IdentifyUser = std::function<UserOrRefusal(Request const& head, std::string_view key_header)>;

struct FrontOptions {
    Routes routes;
    IdentifyUser identify_user;  // None: all requests are anonymous.
    Gate gate;                   // None: every request is admitted.
    /// Called on an event loop after each request. Must not block.
    std::function<void(Exchange const&)> observe;
    /// Answers GET and HEAD for paths without a route, except under /api/. None: they get 404.
    std::function<Reply(Request const&)> fallback;
    /// Returns the reply for a handler's exception that isn't the server's fault, or nullopt. None or
    /// nullopt: 500, logged.
    std::function<std::optional<Reply>(std::exception const&)> explain;
    TrustedProxies trusted_proxies;
    std::vector<std::string> allowed_origins;
    bool https_only = false;  // Tells browsers to use nothing but HTTPS from now on (RFC 6797).
    std::size_t workers = 8;
    std::size_t slow_workers = 2;     // For routes with Runs::apart.
    std::size_t library_workers = 3;  // For routes with Runs::on_library_worker.
    std::size_t queue_length = 512;   // Requests that can wait for each kind of worker; further ones get 503.
};

class Front : public Service {
public:
    Front(FrontOptions options, Log& log);

    std::optional<std::string> network_of_peer(std::string const& address) const override;
    void turned_away(std::string const& address) override;
    Admission admit(Request& head) override;
    void serve(Request request, Answer answer) override;
    void note(Exchange const& exchange) override;
    void lost(std::string_view what) override;
    std::string new_request_id() override;

    Router const& router() const { return router_; }

private:
    class Task;
    using SharedAnswers = std::unordered_map<std::size_t, std::shared_ptr<CachedAnswer>>;

    static SharedAnswers shared_answers(Router const& router);
    std::optional<Reply> refusal_of(Request& head) const;
    void identify(Request& head, Traits const& traits, Admission& admission) const;
    bool is_for_fallback(Request const& request) const;
    /// Calls the route's endpoint, after decompressing the body if the route accepts gzip.
    void run(Route const& route, Request& request, Answer const& answer);
    void run(Endpoint const& endpoint, Request const& request, Answer const& answer);
    Reply failure(Request const& request, std::exception const& error);

    Workers& workers_for(Runs runs);
    void begin(Route const& route, Request request, Answer answer);

    Router router_;
    SharedAnswers const shared_answers_;  // By the index of their route.
    IdentifyUser identify_user_;
    Gate gate_;
    std::function<void(Exchange const&)> observe_;
    std::function<Reply(Request const&)> fallback_;
    std::function<std::optional<Reply>(std::exception const&)> explain_;
    TrustedProxies trusted_proxies_;
    AllowedOrigins allowed_origins_;
    bool const https_only_;
    Log& log_;
    /// When a refused connection was last logged, so that a flood of connections doesn't flood the log.
    std::atomic<std::chrono::steady_clock::time_point> turned_away_at_{};
    // Last, so that their threads end before the members they use are destroyed.
    Workers workers_;
    Workers slow_workers_;
    Workers library_workers_;
};

}  // namespace rmirror::http
