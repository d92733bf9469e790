// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/dispatch/front.hpp"

#include "http/body/content_coding.hpp"
#include "http/problem.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

namespace rmirror::http {

namespace {

/// Marks a request that the fallback answers instead of a route.
constexpr std::size_t kFallback = static_cast<std::size_t>(-1);

/// Uses getrandom(2), because std::random_device may need a file descriptor when none is left. Reads bytes
/// for 64 ids at a time, because a system call costs as much as a small answer.
std::array<std::uint8_t, 8> random_bytes()
{
    using Bytes = std::array<std::uint8_t, 8>;
    thread_local std::array<Bytes, 64> stock;
    thread_local std::size_t left = 0;
    if (left == 0) {
        [[maybe_unused]] auto const size = ::getrandom(&stock, sizeof stock, 0);
        left = stock.size();
    }
    return stock[--left];
}

constexpr std::string_view kOneYear = "max-age=31536000";

/// Anonymous clients of one such network share their turns in the worker queue.
constexpr NetworkSize kFairnessNetwork{.v4_bits = 24, .v6_bits = 64};

/// The name under which a request takes turns with others (Workers::submit). One that makes a shared answer
/// queues under its route's, so that no user's other requests delay it.
std::string turn_of(Route const& route, Request const& request)
{
    if (route.traits.cache_for.count() > 0)
        return route.pattern;
    return request.likely_user ? *request.likely_user : network_of(request.client, kFairnessNetwork);
}

Reply internal_error()
{
    return problem(Code::Internal_Server_Error,
                   "Something went wrong on the server. Try again. Its log has the reason, under the "
                   "request's id.");
}

}  // namespace

class Front::Task : public WorkerTask {
public:
    Task(Front& front, Route const& route, Request request, Answer answer)
        : front_(front), route_(route), request_(std::move(request)), answer_(std::move(answer))
    {}

    void run() override { front_.run(route_, request_, answer_); }

    void refuse() override
    {
        answer_.send(problem(Code::Service_Unavailable, "The server is busy. Try again in a moment.")
                         .with("Retry-After", "1"));
    }

    bool is_wanted() const override { return answer_.is_wanted(); }

private:
    Front& front_;
    Route const& route_;
    Request request_;
    Answer answer_;
};

Front::Front(FrontOptions options, Log& log)
    : router_(std::move(options.routes)),
      shared_answers_(shared_answers(router_)),
      identify_user_(std::move(options.identify_user)),
      gate_(std::move(options.gate)),
      observe_(std::move(options.observe)),
      fallback_(std::move(options.fallback)),
      explain_(std::move(options.explain)),
      trusted_proxies_(std::move(options.trusted_proxies)),
      allowed_origins_(std::move(options.allowed_origins)),
      https_only_(options.https_only),
      log_(log),
      workers_(options.workers, options.queue_length),
      slow_workers_(options.slow_workers, options.queue_length),
      library_workers_(options.library_workers, options.queue_length)
{}

Front::SharedAnswers Front::shared_answers(Router const& router)
{
    SharedAnswers shared;
    for (std::size_t index = 0; index < router.size(); ++index)
        if (auto const kept = router.route(index).traits.cache_for; kept.count() > 0)
            shared.emplace(index, std::make_shared<CachedAnswer>(kept));
    return shared;
}

std::string Front::new_request_id()
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string id;
    for (auto const byte : random_bytes()) {
        id += kDigits[byte >> 4U];
        id += kDigits[byte & 15U];
    }
    return id;
}

std::optional<std::string> Front::network_of_peer(std::string const& address) const
{
    return trusted_proxies_.trusts(address) ? std::nullopt : std::optional(network_of(address, {}));
}

void Front::turned_away(std::string const& address)
{
    constexpr std::chrono::minutes kBetweenLines{1};
    auto const now = std::chrono::steady_clock::now();
    auto last = turned_away_at_.load();
    bool const is_news = last == std::chrono::steady_clock::time_point{} || now - last >= kBetweenLines;
    if (is_news && turned_away_at_.compare_exchange_strong(last, now))
        log_.write(Level::info, "connection refused", {{"client", std::string_view(address)}});
}

Admission Front::admit(Request& head)
{
    // Joins all X-Forwarded-For headers: some proxies append one of their own below the one that the client
    // may have sent.
    head.client = trusted_proxies_.client_of(head.peer, head.header_list("X-Forwarded-For"));
    Admission admission;
    admission.memory_owner = "network:" + network_of(head.client, {});
    admission.more_headers = allowed_origins_.headers_for(head);
    admission.more_headers.emplace_back("X-Content-Type-Options", "nosniff");
    if (https_only_)
        admission.more_headers.emplace_back("Strict-Transport-Security", kOneYear);
    admission.refusal = refusal_of(head);
    if (admission.refusal)
        admission.problem_shape = router_.problem_shape_near(head.path);
    if (admission.refusal || head.route == kFallback)
        return admission;
    auto const& [method, pattern, endpoint, traits] = router_.route(head.route);
    admission.body_bytes = traits.body_bytes;
    admission.route = pattern;
    admission.timeout = traits.timeout;
    admission.problem_shape = traits.problem_shape;
    identify(head, traits, admission);
    if (traits.takes_gzip && !admission.refusal)
        admission.refusal = check_content_encoding(head);
    if (gate_)
        gate_(head, traits, admission);
    return admission;
}

/// Runs before the body is read, so that a request without a plausible token can't occupy memory.
void Front::identify(Request& head, Traits const& traits, Admission& admission) const
{
    bool const is_for_all = traits.runs == Runs::on_loop && traits.traffic == Traffic::unlimited;
    if (!identify_user_ || is_for_all)
        return;
    auto identified = identify_user_(head, traits.key_header);
    if (auto* const user = std::get_if<std::string>(&identified)) {
        admission.memory_owner = "user:" + *user;
        head.likely_user = std::move(*user);
    } else if (traits.needs_user) {
        admission.refusal = std::get<Reply>(std::move(identified));
    }
}

std::optional<Reply> Front::refusal_of(Request& head) const
{
    if (head.path == "*")
        return empty_reply(Code::No_Content).with("Allow", router_.allowed_methods("*"));
    switch (router_.match(head)) {
        case Router::Match::found:
            return std::nullopt;
        case Router::Match::malformed_path:
            return problem(Code::Bad_Request, "The address has an escape sequence that isn't valid text.");
        case Router::Match::unknown_path:
            if (!is_for_fallback(head))
                return problem(Code::Not_Found, "There is nothing at this address. Check the path.");
            head.route = kFallback;
            return std::nullopt;
        case Router::Match::wrong_method:
            break;
    }
    auto const allowed = router_.allowed_methods(head.path);
    if (head.method != Method::options)
        return problem(Code::Method_Not_Allowed, "This address allows only " + allowed + ".")
            .with("Allow", allowed);
    auto reply = empty_reply(Code::No_Content).with("Allow", allowed);
    AllowedOrigins::answer_preflight(reply, head, allowed);
    return reply;
}

bool Front::is_for_fallback(Request const& request) const
{
    bool const reads = request.method == Method::get || request.method == Method::head;
    return fallback_ && reads && !request.path.starts_with("/api/");
}

void Front::serve(Request request, Answer answer)
{
    if (request.route == kFallback)
        return run(replying(std::cref(fallback_)), request, answer);
    auto const& route = router_.route(request.route);
    auto const shared = shared_answers_.find(request.route);
    if (shared != shared_answers_.end())
        return shared->second->answer_with_cache(
            answer, [&](Answer of_all) { begin(route, std::move(request), std::move(of_all)); });
    begin(route, std::move(request), std::move(answer));
}

void Front::begin(Route const& route, Request request, Answer answer)
{
    if (route.traits.runs == Runs::on_loop)
        return run(route, request, answer);
    auto const turn = turn_of(route, request);
    workers_for(route.traits.runs)
        .submit(turn, std::make_unique<Task>(*this, route, std::move(request), std::move(answer)));
}

Workers& Front::workers_for(Runs runs)
{
    switch (runs) {
        case Runs::apart:
            return slow_workers_;
        case Runs::on_library_worker:
            return library_workers_;
        default:
            return workers_;
    }
}

void Front::run(Route const& route, Request& request, Answer const& answer)
{
    auto const endpoint = [&](Request const&, Answer const&) {
        auto refusal =
            route.traits.takes_gzip ? decompress_body(request, route.traits.body_bytes) : std::nullopt;
        if (refusal)
            answer.send(std::move(*refusal));
        else
            route.endpoint(request, answer);
    };
    run(Endpoint(endpoint), request, answer);
}

void Front::run(Endpoint const& endpoint, Request const& request, Answer const& answer)
{
    try {
        endpoint(request, answer);
    } catch (std::exception const& error) {
        answer.send(failure(request, error));
    }
}

Reply Front::failure(Request const& request, std::exception const& error)
{
    auto explained = explain_ ? explain_(error) : std::nullopt;
    auto reply = explained ? std::move(*explained) : internal_error();
    if (static_cast<int>(reply.status) >= 500)
        log_.write(Level::error, "handler failed",
                   {{"request_id", std::string_view(request.id)},
                    {"path", std::string_view(request.path)},
                    {"what", std::string_view(error.what())}});
    return reply;
}

void Front::lost(std::string_view what)
{
    log_.write(Level::error, "connection lost", {{"what", what}});
}

/// Logs reads and requests that can't be parsed at `debug`, changes at `info`, and a 500 at `error`, because
/// a person must act.
void Front::note(Exchange const& exchange)
{
    if (observe_)
        observe_(exchange);
    auto const status = static_cast<int>(exchange.status);
    constexpr std::array<std::string_view, 4> kChanging = {"POST", "PUT", "PATCH", "DELETE"};
    bool const changes = std::find(kChanging.begin(), kChanging.end(), exchange.method) != kChanging.end();
    auto const quiet = changes ? Level::info : Level::debug;
    auto const level = exchange.status == Code::Internal_Server_Error ? Level::error : quiet;
    if (!log_.takes(level))
        return;
    log_.write(level, "request",
               {{"request_id", std::string_view(exchange.request_id)},
                {"method", std::string_view(exchange.method)},
                {"path", std::string_view(exchange.path)},
                {"status", std::int64_t{status}},
                {"ms", static_cast<double>(exchange.took.count()) / 1000.0},
                {"client", std::string_view(exchange.client)}});
}

}  // namespace rmirror::http
