// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/forward_call.hpp"

#include "http/problem.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace rmirror::proxy {

using http::Code;
using upstream::CallOutcome;
using upstream::CallResult;
using upstream::Headers;
using upstream::Sink;

namespace {

constexpr std::size_t kMaxErrorBytes = 1U << 20U;
constexpr int kFirstError = 400;

bool matches(std::string_view pattern, std::string_view name)
{
    if (pattern.ends_with('*'))
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return name == pattern;
}

http::Reply head_of(Service const& service, int status, Headers const& headers)
{
    http::Reply head;
    head.status = static_cast<Code>(status);
    head.headers = {{"Cache-Control", "no-store"}};
    auto const& returned = service.returned_headers;
    for (auto const& [name, value] : headers)
        if (std::any_of(returned.begin(), returned.end(),
                        [&name = name](auto pattern) { return matches(pattern, name); }))
            head.headers.emplace_back(name, value);
    if (auto const type = headers.find("content-type"); type != headers.end())
        head.content_type = type->second;
    return head;
}

http::Reply refusal(Code status, std::string_view detail,
                    std::optional<std::chrono::milliseconds> retry_after)
{
    auto reply = http::problem(status, detail);
    if (!retry_after)
        return reply;
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(*retry_after);
    return std::move(reply).with("Retry-After", std::to_string(seconds.count()));
}

http::Reply reply_for_failure(Service const& service, CallResult const& result)
{
    switch (result.outcome) {
        case CallOutcome::too_late:
            return http::problem(Code::Gateway_Timeout,
                                 service.name + " took too long to respond. Try again.");
        case CallOutcome::overloaded:
            return refusal(service.overloaded,
                           "Too many calls to " + service.name + " are in progress. Try again in a moment.",
                           std::chrono::seconds(1));
        case CallOutcome::cooling_down:
            return refusal(Code::Too_Many_Requests,
                           service.name + " asked this server to wait. Try again later.", result.retry_after);
        case CallOutcome::read_only:
            return http::problem(
                Code::Forbidden,
                "This is a server for trying things out, which changes nothing in " + service.name + ".");
        case CallOutcome::stopped:
            return http::problem(Code::Service_Unavailable, "The server is stopping. Try again in a moment.");
        case CallOutcome::too_large:
            return http::problem(Code::Bad_Gateway,
                                 service.name +
                                     "'s response is larger than this server passes on. Ask for "
                                     "less at a time.");
        case CallOutcome::unreachable:
        case CallOutcome::refused_address:
        case CallOutcome::cancelled:
        case CallOutcome::answered:
            break;
    }
    return http::problem(Code::Bad_Gateway, service.name + " can't be reached. Try again in a moment.");
}

/// Whether the body contains the key, literally or JSON-escaped.
bool holds(std::string const& body, std::string const& key)
{
    if (key.empty())
        return false;
    auto const quoted = boost::json::serialize(boost::json::string(key));
    auto const escaped = std::string_view(quoted).substr(1, quoted.size() - 2);
    return body.find(key) != std::string::npos || body.find(escaped) != std::string::npos;
}

/// One proxied call. Owned by the gateway's callbacks, so it lives until the call has ended.
class ProxyExchange : public std::enable_shared_from_this<ProxyExchange> {
public:
    ProxyExchange(std::shared_ptr<Service const> service, ProxiedCall passed, http::Answer answer)
        : service_(std::move(service)), passed_(std::move(passed)), answer_(std::move(answer))
    {}

    void begin();

private:
    void ask(upstream::Call call);
    bool renew(CallResult const& result);
    void retry_with(std::optional<RetryCall> renewed, CallResult const& refused);
    void give(CallResult const& result);
    Sink sink();
    void on_head(int status, Headers const& headers, Sink::Resume resume);
    Sink::Flow on_data(std::string_view piece);
    void on_end(CallResult const& result);
    void settle(CallResult const& result);
    CallEnd end_of(CallResult const& result) const;
    http::Reply reply_to(CallResult const& result) const;
    http::Reply with_headers(http::Reply reply) const;

    std::shared_ptr<Service const> service_;
    ProxiedCall passed_;
    std::optional<http::Answer> answer_;  // Until it is begun or sent.
    std::optional<http::Stream> stream_;
    std::stop_source cancellation_;
    std::chrono::steady_clock::time_point until_;
};

void ProxyExchange::begin()
{
    until_ = std::chrono::steady_clock::now() + passed_.call.deadline;
    answer_->on_disconnect([cancellation = cancellation_]() mutable { cancellation.request_stop(); });
    ask(std::move(passed_.call));
}

void ProxyExchange::ask(upstream::Call call)
{
    upstream::Order order;
    if (passed_.form != ProxiedCall::Form::checked) {
        call.max_bytes = kMaxErrorBytes;
        order.sink = sink();
        order.sink->silence = passed_.form == ProxiedCall::Form::stream
                                  ? service_->longest_silence
                                  : std::chrono::ceil<std::chrono::seconds>(call.deadline);
    }
    order.call = std::move(call);
    order.share = passed_.share;
    order.retries = upstream::once();
    order.cancellation = cancellation_.get_token();
    service_->gateway.ask(std::move(order), [passage = shared_from_this()](CallResult const& result) {
        passage->on_end(result);
    });
}

Sink ProxyExchange::sink()
{
    Sink sink;
    sink.on_head = [passage = shared_from_this()](int status, Headers const& headers, Sink::Resume resume) {
        passage->on_head(status, headers, std::move(resume));
    };
    sink.on_data = [passage = shared_from_this()](std::string_view piece) { return passage->on_data(piece); };
    return sink;
}

void ProxyExchange::on_head(int status, Headers const& headers, Sink::Resume resume)
{
    auto head = with_headers(head_of(*service_, status, headers));
    if (head.content_type.starts_with("text/event-stream"))
        head.headers.emplace_back("X-Accel-Buffering", "no");  // Tells nginx not to buffer.
    passed_.meter->begin(head);
    auto cancel = [cancellation = cancellation_]() mutable { cancellation.request_stop(); };
    stream_ =
        std::exchange(answer_, std::nullopt)
            ->begin(std::move(head), {.on_room = std::move(resume), .on_disconnect = std::move(cancel)});
}

Sink::Flow ProxyExchange::on_data(std::string_view piece)
{
    passed_.meter->read(piece);
    auto const room = stream_->write(std::string(piece));
    return room == http::Stream::Room::full ? Sink::Flow::pause : Sink::Flow::go_on;
}

void ProxyExchange::on_end(CallResult const& result)
{
    if (!renew(result))
        give(result);
}

/// Returns false if the result is final.
bool ProxyExchange::renew(CallResult const& result)
{
    bool const is_refused =
        result.outcome == CallOutcome::answered && result.status == static_cast<int>(Code::Unauthorized);
    auto const renew = std::exchange(passed_.renew, nullptr);
    if (!is_refused || !renew)
        return false;
    renew([passage = shared_from_this(), result](std::optional<RetryCall> renewed) {
        passage->retry_with(std::move(renewed), result);
    });
    return true;
}

/// The retry only gets what is left of the call's deadline.
void ProxyExchange::retry_with(std::optional<RetryCall> renewed, CallResult const& refused)
{
    auto const left = until_ - std::chrono::steady_clock::now();
    if (!renewed || left <= std::chrono::seconds(0))
        return give(refused);
    renewed->call.deadline = std::chrono::ceil<std::chrono::milliseconds>(left);
    passed_.key = std::move(renewed->key);
    ask(std::move(renewed->call));
}

/// The settlement is queued first, so that a caller who then asks for their quota waits for it
/// (Ledger::wait).
void ProxyExchange::give(CallResult const& result)
{
    settle(result);
    if (!stream_)
        std::exchange(answer_, std::nullopt)->send(with_headers(reply_to(result)));
    else if (result.outcome == CallOutcome::answered)
        std::exchange(stream_, std::nullopt)->end();
    else
        std::exchange(stream_, std::nullopt)->cut();
}

http::Reply ProxyExchange::reply_to(CallResult const& result) const
{
    if (result.outcome != CallOutcome::answered)
        return reply_for_failure(*service_, result);
    auto reply = head_of(*service_, result.status, result.headers);
    auto const unfit = [&](Code status) {
        auto refusal =
            http::problem(status, service_->name + "'s response can't be passed on. Try again later.");
        refusal.headers = std::move(reply.headers);
        return refusal;
    };
    if (service_->reply_in_place_of)
        if (auto instead = service_->reply_in_place_of(result))
            return std::move(*instead);
    // Services don't echo the caller's key; this is a safeguard in case one ever does.
    if (holds(result.body, passed_.key.reveal()))
        return unfit(Code::Bad_Gateway);
    // A reverse proxy in front of the service may answer instead of it, with an HTML page.
    if (passed_.form == ProxiedCall::Form::checked && !reply.content_type.starts_with("application/json"))
        return unfit(result.status < kFirstError ? Code::Bad_Gateway : reply.status);
    reply.body = std::make_shared<std::string const>(result.body);
    return reply;
}

http::Reply ProxyExchange::with_headers(http::Reply reply) const
{
    reply.headers.insert(reply.headers.end(), passed_.headers.begin(), passed_.headers.end());
    return reply;
}

/// A call that reached its deadline although its answer had begun was slowed down by its reader.
CallEnd ProxyExchange::end_of(CallResult const& result) const
{
    bool const is_read_slowly =
        result.outcome == CallOutcome::too_late && stream_ && std::chrono::steady_clock::now() >= until_;
    return {.is_whole = result.outcome == CallOutcome::answered,
            .caller_ended = result.outcome == CallOutcome::cancelled || is_read_slowly,
            .was_sent = result.sent};
}

void ProxyExchange::settle(CallResult const& result)
{
    auto& settlement = passed_.settlement;
    auto& details = settlement.details;
    details["status"] = result.status;
    if (result.outcome != CallOutcome::answered)
        details["failure"] = result.why;
    passed_.meter->settle(end_of(result), settlement);
    service_->ledger.settle(std::move(settlement));
}

}  // namespace

void forward_call(std::shared_ptr<Service const> service, ProxiedCall passed, http::Answer const& answer)
{
    std::make_shared<ProxyExchange>(std::move(service), std::move(passed), answer)->begin();
}

}  // namespace rmirror::proxy
