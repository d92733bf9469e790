// SPDX-License-Identifier: AGPL-3.0-or-later
// From a request to its handler and back: routing, origins, workers, and the one place where exceptions end.
#pragma once

#include "base/log.hpp"
#include "http/origin.hpp"
#include "http/router.hpp"
#include "http/service.hpp"
#include "http/shared_answer.hpp"
#include "http/workers.hpp"

#include <atomic>
#include <chrono>
#include <unordered_map>
#include <variant>

namespace rmirror::http {

/// Called on loops, when the head of a request for a route has come: may add headers, or a refusal. Must not
/// wait.
using Gate = std::function<void(Request const& head, Traits const& traits, Admission& admission)>;

/// Who a request is likely to be from: its `likely_user`, or how a route that needs one refuses it. Called on
/// loops, with the route's own key_header.
using Asker = std::variant<std::string, Reply>;
using WhoAsks = std::function<Asker(Request const& head, std::string_view key_header)>;

struct FrontOptions {
    Routes routes;
    WhoAsks who_asks;  // None: all are strangers.
    Gate gate;         // None: everyone may come in.
    /// Told of each request that was answered, on loops: must not wait.
    std::function<void(Exchange const&)> observe;
    /// Answers GET and HEAD of paths that no route knows, outside of /api/. None: they are not found.
    std::function<Reply(Request const&)> fallback;
    /// What to answer for an exception that a handler let go, where that is no fault of ours. None: 500,
    /// logged.
    std::function<std::optional<Reply>(std::exception const&)> explain;
    TrustedProxies trusted_proxies;
    std::vector<std::string> allowed_origins;
    std::size_t workers = 8;
    std::size_t slow_workers = 2;     // For what runs apart.
    std::size_t library_workers = 3;  // For requests that work on all of a library.
    std::size_t queue_length = 512;   // Requests waiting for workers; beyond it, 503.
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
    using SharedAnswers = std::unordered_map<std::size_t, std::shared_ptr<SharedAnswer>>;

    static SharedAnswers shared_answers(Router const& router);
    std::optional<Reply> refusal_of(Request& head) const;
    void identify(Request& head, Traits const& traits, Admission& admission) const;
    bool is_for_fallback(Request const& request) const;
    /// With a packed body unpacked, where the route takes one.
    void run(Route const& route, Request& request, Answer const& answer);
    void run(Endpoint const& endpoint, Request const& request, Answer const& answer);
    Reply failure(Request const& request, std::exception const& error);

    Workers& workers_for(Runs runs);
    void begin(Route const& route, std::string const& turn, Request request, Answer answer);

    Router router_;
    SharedAnswers const shared_answers_;  // By the number of their route.
    WhoAsks who_asks_;
    Gate gate_;
    std::function<void(Exchange const&)> observe_;
    std::function<Reply(Request const&)> fallback_;
    std::function<std::optional<Reply>(std::exception const&)> explain_;
    TrustedProxies trusted_proxies_;
    AllowedOrigins allowed_origins_;
    Log& log_;
    /// When turning clients away was logged last: whoever floods us shall not flood the log.
    std::atomic<std::chrono::steady_clock::time_point> turned_away_at_{};
    // Last, so that their threads end before what they use.
    Workers workers_;
    Workers slow_workers_;
    Workers library_workers_;
};

}  // namespace rmirror::http
