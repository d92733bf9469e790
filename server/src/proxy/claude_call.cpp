// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude_call.hpp"

#include "http/problem.hpp"
#include "input/uuid.hpp"

#include <algorithm>
#include <array>

namespace rmirror::proxy {

using http::Code;
using upstream::Ending;
using upstream::Headers;
using upstream::Outcome;
using upstream::Sink;

namespace {

constexpr std::chrono::minutes kLongestStream{60};
constexpr std::chrono::seconds kLongestSilence{110};  // Claude says "ping" far more often.
constexpr std::size_t kMostErrorBytes = 1U << 20U;
constexpr std::size_t kMostWaiting = 50;  // Of one user.
constexpr auto kOverloaded = static_cast<Code>(529);

/// What of a caller's request Claude is shown. Not who they are, nor what they run.
constexpr std::array<std::string_view, 3> kSentHeaders = {"anthropic-version", "anthropic-beta",
                                                          "idempotency-key"};

bool may_return(std::string const& name)
{
    constexpr std::array<std::string_view, 4> kNames = {"request-id", "retry-after", "retry-after-ms",
                                                        "x-should-retry"};
    return name.starts_with("anthropic-ratelimit-") ||
           std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

http::Reply head_of(int status, Headers const& headers)
{
    http::Reply head;
    head.status = static_cast<Code>(status);
    head.headers = {{"Cache-Control", "no-store"}};
    for (auto const& [name, value] : headers)
        if (may_return(name))
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

http::Reply reply_for_failure(Outcome const& outcome)
{
    switch (outcome.ending) {
        case Ending::too_late:
            return http::problem(Code::Gateway_Timeout, "Claude took too long to answer.");
        case Ending::overloaded:
            return refusal(kOverloaded, "Too many calls to Claude are under way. Try again in a moment.",
                           std::chrono::seconds(1));
        case Ending::cooling_down:
            return refusal(Code::Too_Many_Requests, "Claude asked this server to wait. Try again later.",
                           outcome.retry_after);
        case Ending::stopped:
            return http::problem(Code::Service_Unavailable, "The server is stopping. Try again soon.");
        case Ending::too_large:
        case Ending::unreachable:
        case Ending::cancelled:
        case Ending::answered:
            break;
    }
    return http::problem(Code::Bad_Gateway, "Claude cannot be reached. Try again soon.");
}

class ClaudeCall : public std::enable_shared_from_this<ClaudeCall> {
public:
    ClaudeCall(std::shared_ptr<Claude const> claude, Settlement settlement, http::Answer answer)
        : claude_(std::move(claude)), settlement_(std::move(settlement)), answer_(std::move(answer))
    {}

    void begin(upstream::Call call, bool is_stream);

private:
    Sink sink(bool is_stream);
    void on_head(int status, Headers const& headers, Sink::Resume resume);
    Sink::Flow on_data(std::string_view piece);
    void on_end(Outcome const& outcome);
    void settle(Outcome const& outcome, std::function<void()> then);
    http::Reply reply_to(Outcome const& outcome) const;
    bool is_charged(Ending ending) const;

    std::shared_ptr<Claude const> claude_;
    Settlement settlement_;
    std::optional<http::Answer> answer_;  // Until it is begun or given.
    std::optional<http::Stream> stream_;
    std::optional<ClaudeUsageReader> usage_;
    std::stop_source cancellation_;
};

void ClaudeCall::begin(upstream::Call call, bool is_stream)
{
    upstream::Order order;
    order.call = std::move(call);
    order.call.deadline = is_stream ? kLongestStream : kClaudePatience;
    order.call.most_bytes = kMostErrorBytes;
    order.share = {.owner = settlement_.user_id, .at_once = claude_->calls_at_once, .waiting = kMostWaiting};
    order.retries = upstream::once();
    order.sink = sink(is_stream);
    order.cancellation = cancellation_.get_token();
    answer_->on_gone([cancellation = cancellation_]() mutable { cancellation.request_stop(); });
    claude_->gateway.ask(std::move(order),
                         [call = shared_from_this()](Outcome const& outcome) { call->on_end(outcome); });
}

Sink ClaudeCall::sink(bool is_stream)
{
    Sink sink;
    sink.on_head = [call = shared_from_this()](int status, Headers const& headers, Sink::Resume resume) {
        call->on_head(status, headers, std::move(resume));
    };
    sink.on_data = [call = shared_from_this()](std::string_view piece) { return call->on_data(piece); };
    sink.silence = is_stream ? kLongestSilence : std::chrono::seconds(kClaudePatience);
    return sink;
}

void ClaudeCall::on_head(int status, Headers const& headers, Sink::Resume resume)
{
    auto head = head_of(status, headers);
    bool const is_events = head.content_type.starts_with("text/event-stream");
    if (is_events)
        head.headers.emplace_back("X-Accel-Buffering", "no");  // For nginx: each piece at once.
    usage_.emplace(is_events ? ClaudeUsageReader::Form::events : ClaudeUsageReader::Form::json);
    auto cancel = [cancellation = cancellation_]() mutable { cancellation.request_stop(); };
    stream_ = std::exchange(answer_, std::nullopt)
                  ->begin(std::move(head), {.on_room = std::move(resume), .on_gone = std::move(cancel)});
}

Sink::Flow ClaudeCall::on_data(std::string_view piece)
{
    usage_->read(piece);
    auto const room = stream_->write(std::string(piece));
    return room == http::Stream::Room::full ? Sink::Flow::pause : Sink::Flow::go_on;
}

/// The answer ends when what was promised is settled, so that whoever then asks what is left is told the
/// truth.
void ClaudeCall::on_end(Outcome const& outcome)
{
    bool const is_whole = outcome.ending == Ending::answered;
    if (usage_ && is_whole)
        usage_->end();
    if (stream_) {
        settle(outcome, [stream = *stream_, is_whole] { is_whole ? stream.end() : stream.cut(); });
        stream_.reset();
    } else {
        settle(outcome, [answer = *answer_, reply = reply_to(outcome)] { answer.send(reply); });
        answer_.reset();
    }
}

http::Reply ClaudeCall::reply_to(Outcome const& outcome) const
{
    if (outcome.ending != Ending::answered)
        return reply_for_failure(outcome);
    // No service says its caller's key; if one ever did, it is not passed on.
    if (outcome.body.find(claude_->key.reveal()) != std::string::npos)
        return http::problem(Code::Bad_Gateway, "Claude's answer cannot be passed on.");
    auto reply = head_of(outcome.status, outcome.headers);
    reply.body = std::make_shared<std::string const>(outcome.body);
    return reply;
}

/// For a whole answer, and for as much of one as its reader wanted.
bool ClaudeCall::is_charged(Ending ending) const
{
    if (!usage_ || usage_->usage().has_failed)
        return false;
    return ending == Ending::cancelled ? usage_->usage().has_content
                                       : ending == Ending::answered && usage_->usage().is_complete;
}

void ClaudeCall::settle(Outcome const& outcome, std::function<void()> then)
{
    auto& details = settlement_.details;
    details["status"] = outcome.status;
    if (outcome.ending != Ending::answered)
        details["failure"] = outcome.why;
    if (usage_) {
        details["input_tokens"] = usage_->usage().input_tokens;
        details["output_tokens"] = usage_->usage().output_tokens;
    }
    settlement_.is_charged = is_charged(outcome.ending);
    if (!settlement_.is_metered)
        std::exchange(then, [] {})();
    claude_->ledger.settle(std::move(settlement_), std::move(then));
}

upstream::Call call_for(Claude const& claude, ClaudeOperation operation, http::Request const& request)
{
    upstream::Call call;
    call.method = "POST";
    call.url = claude.base_url + "/v1/messages";
    if (operation == ClaudeOperation::count_tokens)
        call.url += "/count_tokens";
    if (!request.query.empty())
        call.url += "?" + request.query;
    call.headers = {{"content-type", "application/json"}, {"x-api-key", claude.key.reveal()}};
    for (auto const name : kSentHeaders)
        if (request.has_header(name))
            call.headers.emplace_back(name, request.header(name));
    call.body = request.body;
    return call;
}

}  // namespace

void pass_on_to_claude(std::shared_ptr<Claude const> const& claude, ClaudeOperation operation,
                       http::Request const& request, User const& user, http::Answer const& answer)
{
    if (claude->key.empty())
        return answer.send(http::problem(Code::Service_Unavailable,
                                         "This server has no key for Claude. Whoever runs it can set "
                                         "RMIRROR_ANTHROPIC_API_KEY.")
                               .with("x-should-retry", "false"));
    auto read = read_claude_request(request.body, claude->rules);
    if (auto const* const refusal = std::get_if<Refusal>(&read))
        return answer.send(http::problem(refusal->status, refusal->sentence));
    auto const& asked = std::get<ClaudeRequest>(read);
    bool const is_messages = operation == ClaudeOperation::messages;
    Settlement settlement;
    settlement.user_id = user.id;
    settlement.call_id = db::new_uuid();
    settlement.is_metered = is_messages && asked.images > 0;
    settlement.action = is_messages ? "claude_messages" : "claude_count_tokens";
    settlement.visitor = auth::visitor_of(request);
    settlement.details = {{"model", asked.model}, {"images", asked.images}};
    if (settlement.is_metered && !claude->ledger.reserve(user.id, settlement.call_id, asked.images))
        return answer.send(http::problem(Code::Payment_Required,
                                         "The quota of pages is spent: each picture in a call counts as one "
                                         "page. It begins anew each month."));
    std::make_shared<ClaudeCall>(claude, std::move(settlement), answer)
        ->begin(call_for(*claude, operation, request), asked.is_stream);
}

}  // namespace rmirror::proxy
