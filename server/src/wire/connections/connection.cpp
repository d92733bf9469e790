// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/connection.hpp"

#include "http/problem.hpp"
#include "wire/connections/connection_sink.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace rmirror::wire {

using http::Code;
using http::problem;

namespace {

/// Bytes of later requests to read while one is being answered.
constexpr std::size_t kReadAhead = 64U << 10U;

}  // namespace

Connection::Connection(std::uint64_t number, int socket, std::string client, LoopContext& context)
    : number_(number),
      socket_(socket),
      client_(std::move(client)),
      context_(context),
      reader_(context.limits),
      receiving_(limits().body, limits().bytes_per_second),
      sending_(limits().write, limits().bytes_per_second)
{
    expect_within(limits().head);
}

Connection::~Connection()
{
    close();
    ::close(socket_);
}

bool Connection::wants_read() const
{
    if (closed() || client_finished_)
        return false;
    bool const reading = (phase_ == Phase::head || phase_ == Phase::body) && output_.empty();
    return reading || phase_ == Phase::lingering || input_.size() < kReadAhead;
}

/// A connection in the middle of a request or an answer counts as idle later by `limits().idle`, so it is
/// closed after all that ask nothing.
Clock::time_point Connection::idle_since() const
{
    bool const waits_for_us = phase_ == Phase::handling || phase_ == Phase::closed ||
                              (phase_ == Phase::streaming && output_.empty());
    if (waits_for_us)
        return ConnectionInfo::kNever;
    bool const asks_nothing = phase_ == Phase::head && input_.empty() && output_.empty();
    return asks_nothing ? progress_at_ : progress_at_ + limits().idle;
}

void Connection::leave()
{
    is_leaving_ = true;
    keep_alive_ = false;
    if (idle_since() != ConnectionInfo::kNever)
        close();
}

bool Connection::is_current(std::uint64_t request, Phase phase) const
{
    return phase_ == phase && request_ == request;
}

void Connection::on_readable()
{
    thread_local std::array<char, kReadAhead> buffer;
    auto const size = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size < 0 && errno != EAGAIN && errno != EINTR)
        return close();
    if (size == 0)
        return on_client_finished();
    if (size < 0)
        return;
    progress_at_ = Clock::now();
    if (phase_ != Phase::lingering) {
        input_.append(buffer.data(), static_cast<std::size_t>(size));
        advance();
    }
}

/// A client may shut down its sending side and still wait for its answer. If a handler watches for its
/// disconnect, that counts as a disconnect.
void Connection::on_client_finished()
{
    client_finished_ = true;
    *gone_ = true;
    if (is_watched() || phase_ == Phase::lingering)
        close();
    else
        advance();
}

void Connection::on_hangup()
{
    close();
}

void Connection::on_writable()
{
    flush();
    advance();
}

/// Reads one request at a time, and the next after the last answer was sent. This bounds the memory that one
/// client can use.
void Connection::advance()
{
    while ((phase_ == Phase::head || phase_ == Phase::body) && output_.empty()) {
        if (!read_request())
            return wait_for_more();
    }
}

void Connection::wait_for_more()
{
    if (client_finished_ && output_.empty())
        close();
}

/// Returns true if there may be more to do without waiting for input.
bool Connection::read_request()
{
    if (phase_ == Phase::body)
        return read_body();
    if (input_.empty())
        return false;
    if (!std::exchange(head_started_, true)) {
        started_ = Clock::now();
        deadline_ = started_ + limits().head;
    }
    switch (reader_.read_head(input_)) {
        case RequestReader::Progress::needs_more:
            return false;
        case RequestReader::Progress::refused:
            refuse(reader_.refusal());
            return true;
        case RequestReader::Progress::done:
            return !admit() || read_body();
    }
    return false;
}

/// Returns true if the body may be read. Otherwise the request was answered.
bool Connection::admit()
{
    auto& head = reader_.head();
    head.id = context_.service.new_request_id();
    head.client = head.peer = client_;
    keep_alive_ = reader_.keep_alive() && !is_leaving_;
    http_1_0_ = reader_.http_1_0();
    is_head_ = head.method == http::Method::head;
    admission_ = context_.service.admit(head);
    admission_.more_headers.emplace_back("X-Request-Id", head.id);
    exchange_ = {head.id, head.method_name, head.path, head.client, Code::Ok, {}, admission_.route};
    phase_ = Phase::body;
    admission_.body_bytes = std::min(admission_.body_bytes, context_.bodies->max_each());
    receiving_.begin(Clock::now());
    if (!admission_.refusal)
        return true;
    keep_alive_ = keep_alive_ && (!reader_.has_body() || skip_small_body());
    auto const refusal = *std::exchange(admission_.refusal, std::nullopt);
    respond(refusal);
    return false;
}

/// For a refused request: skips a small body that arrived with the head, so that the connection can stay
/// open.
bool Connection::skip_small_body()
{
    return reader_.read_body(input_, kReadAhead) == RequestReader::Progress::done;
}

bool Connection::read_body()
{
    auto const progress = reader_.read_body(input_, admission_.body_bytes);
    if (progress == RequestReader::Progress::refused) {
        refuse(reader_.refusal());
        return true;
    }
    if (reader_.has_body() && !reserve_body_memory()) {
        refuse_out_of_memory();
        return true;
    }
    if (progress == RequestReader::Progress::done) {
        dispatch();
        return true;
    }
    ask_for_body();
    return false;
}

/// Reserves memory for the part of the body that has arrived. At the start, the declared length must fit as
/// well, so that fewer clients send a body in vain. It isn't reserved, so that a client can't take memory
/// from others by declaring a length.
bool Connection::reserve_body_memory()
{
    if (!share_) {
        if (!context_.bodies->has_room_for(admission_.memory_owner, reader_.declared_bytes()))
            return false;
        share_ = std::make_shared<MemoryShare>(context_.bodies, admission_.memory_owner);
    }
    return share_->grow_to(reader_.body_bytes());
}

void Connection::refuse_out_of_memory()
{
    keep_alive_ = false;
    respond(http::body_memory_exhausted());
}

/// Sends "100 Continue" to a client that waits for it.
void Connection::ask_for_body()
{
    if (!reader_.expects_continue() || reader_.body_bytes() > 0 || !input_.empty() || continued_)
        return;
    continued_ = true;
    queue("HTTP/1.1 100 Continue\r\n\r\n");
    flush();
}

void Connection::dispatch()
{
    phase_ = Phase::handling;
    ++request_;
    expect_within(admission_.timeout.value_or(limits().handler));
    auto request = reader_.take();
    request.body_share = std::exchange(share_, nullptr);
    request.parsing = context_.parsing;
    request.memory_owner = admission_.memory_owner;
    context_.service.serve(std::move(request), http::Answer(std::make_shared<ConnectionSink>(
                                                                context_.tasks, number_, request_, gone_),
                                                            limits().stream_bytes));
}

/// Answers with an error, then closes: the rest of the input can't be trusted.
void Connection::refuse(Refusal const& refusal)
{
    if (exchange_.request_id.empty()) {
        auto const& head = reader_.head();
        exchange_ = {
            context_.service.new_request_id(), head.method_name, head.path, client_, Code::Ok, {}, {}};
        admission_.more_headers = {{"X-Request-Id", exchange_.request_id}};
        is_head_ = head.method == http::Method::head;
    }
    keep_alive_ = false;
    respond(problem(refusal.status, refusal.detail));
}

void Connection::on_tick(Clock::time_point now)
{
    if (!output_.empty()) {
        if (sending_.is_due(now) && sending_.is_too_slow(now, taken_bytes()))
            close();
        return;
    }
    bool const idle = phase_ == Phase::head && input_.empty();
    if (idle && context_.draining.load())
        close();
    else if (!has_time_left(now))
        on_deadline();
}

bool Connection::has_time_left(Clock::time_point now)
{
    if (phase_ == Phase::body)
        return !receiving_.is_due(now) || !receiving_.is_too_slow(now, reader_.body_bytes());
    return now <= deadline_;
}

void Connection::on_deadline()
{
    switch (phase_) {
        case Phase::head:
            if (input_.empty())
                return close();
            return refuse({Code::Request_Timeout, "The request's header took too long to arrive."});
        case Phase::body:
            return refuse({Code::Request_Timeout, "The request's body took too long to arrive."});
        case Phase::handling:
            notify_disconnect();
            *gone_ = true;
            keep_alive_ = false;
            return respond(problem(Code::Gateway_Timeout, "The server took too long to respond. Try again."));
        case Phase::streaming:
        case Phase::lingering:
        case Phase::closed:
            return close();
    }
}

void Connection::close()
{
    if (closed())
        return;
    bool const was_answering = phase_ == Phase::handling || phase_ == Phase::streaming;
    phase_ = Phase::closed;
    *gone_ = true;
    output_.clear();
    answer_share_.reset();
    if (auto const stream = std::exchange(stream_, nullptr))
        stream->mark_disconnected();
    notify_disconnect();
    if (was_answering)
        note(Code::Client_Closed_Request);
}

}  // namespace rmirror::wire
