// SPDX-License-Identifier: AGPL-3.0-or-later
// The sending half of a connection: heads, bodies and stream pieces, at the client's speed.
#include "wire/connections/connection.hpp"

#include "http/problem.hpp"

#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace rmirror::wire {

using http::Code;
using http::Reply;
using http::StreamState;

namespace {

std::string chunk_of(std::string const& piece)
{
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
    return std::string(size.data()).append(piece).append("\r\n");
}

}  // namespace

void Connection::answer(std::uint64_t request, Reply const& reply)
{
    if (!is_current(request, Phase::handling))
        return;
    on_disconnect_ = nullptr;
    respond(reply);
    advance();
}

void Connection::respond(Reply const& reply)
{
    if (admission_.problem_shape && reply.content_type == http::kProblemType)
        return respond(admission_.problem_shape(reply, exchange_.request_id));
    if (!find_room_for(reply))
        return respond(http::problem(Code::Service_Unavailable,
                                     "The server is sending too much at once. Try again in a moment.")
                           .with("Retry-After", "5"));
    write_head(reply, Framing::length);
    if (!is_head_ && may_have_content(reply.status)) {
        if (reply.source)
            output_.add(reply.source);
        else
            output_.add(reply.body);
    }
    end_exchange();
}

/// Reserves memory for content that only this answer keeps alive until it is sent. Content that stays in
/// memory anyway, such as the dashboard's files, doesn't count.
bool Connection::find_room_for(Reply const& reply)
{
    constexpr std::size_t kSmall = 4U << 10U;
    auto const held = reply.source ? reply.source->held() : reply.body.use_count() == 1 ? reply.size() : 0;
    if (held <= kSmall || is_head_)
        return true;
    answer_share_.emplace(context_.bodies, admission_.memory_owner);
    return answer_share_->grow_to(held);
}

void Connection::write_head(Reply const& reply, Framing framing)
{
    framing_ = framing;
    keep_alive_ = keep_alive_ && framing != Framing::until_close && !context_.draining.load();
    queue(head_of(reply, {framing, keep_alive_, http_1_0_}, admission_.more_headers));
    exchange_.status = reply.status;
}

void Connection::queue(std::string bytes, std::size_t credits)
{
    if (output_.empty())
        sending_.begin(Clock::now());
    output_.add(std::move(bytes), credits);
}

void Connection::end_exchange()
{
    note(exchange_.status);
    exchange_ = {};
    admission_ = {};
    reader_.forget();
    share_.reset();
    head_started_ = continued_ = false;
    phase_ = keep_alive_ ? Phase::head : Phase::lingering;
    flush();
}

void Connection::note(Code status)
{
    exchange_.status = status;
    exchange_.took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started_);
    context_.service.note(exchange_);
}

bool Connection::begin_stream(std::uint64_t request, Reply const& head, std::shared_ptr<StreamState> state)
{
    if (!is_current(request, Phase::handling))
        return false;
    on_disconnect_ = nullptr;
    phase_ = Phase::streaming;
    stream_ = std::move(state);
    expect_within(limits().handler);
    write_head(head, http_1_0_ ? Framing::until_close : Framing::chunked);
    flush();
    return true;
}

void Connection::stream_piece(std::uint64_t request, std::string const& piece)
{
    if (!is_current(request, Phase::streaming))
        return;
    expect_within(limits().handler);
    if (is_head_)
        return stream_->on_sent(piece.size());
    queue(framing_ == Framing::chunked ? chunk_of(piece) : piece, piece.size());
    flush();
}

void Connection::end_stream(std::uint64_t request)
{
    if (!is_current(request, Phase::streaming))
        return;
    if (framing_ == Framing::chunked && !is_head_)
        queue("0\r\n\r\n");
    stream_.reset();
    end_exchange();
    advance();
}

void Connection::cut_stream(std::uint64_t request)
{
    if (is_current(request, Phase::streaming))
        close();
}

bool Connection::notify_on_disconnect(std::uint64_t request, std::function<void()> notify)
{
    if (!is_current(request, Phase::handling))
        return false;
    on_disconnect_ = std::move(notify);
    if (client_finished_)
        close();
    return true;
}

void Connection::notify_disconnect()
{
    if (auto const notify = std::exchange(on_disconnect_, nullptr))
        notify();
}

void Connection::flush()
{
    if (closed())
        return;
    auto const sent = output_.send_to(socket_);
    sent_bytes_ += sent.bytes;
    if (sent.bytes > 0)
        progress_at_ = Clock::now();
    if (stream_ && sent.credits > 0)
        stream_->on_sent(sent.credits);
    if (sent.state == Output::State::broken)
        close();
    else if (sent.state == Output::State::drained)
        after_drained();
}

/// The bytes that the client's machine has acknowledged. Sent bytes don't count, because the kernel buffers
/// megabytes that the client may never read.
std::size_t Connection::taken_bytes() const
{
    int waiting = 0;
    if (::ioctl(socket_, TIOCOUTQ, &waiting) != 0)
        waiting = 0;
    return sent_bytes_ - std::min(sent_bytes_, static_cast<std::size_t>(std::max(waiting, 0)));
}

void Connection::after_drained()
{
    answer_share_.reset();
    if (phase_ == Phase::head && !head_started_) {
        expect_within(limits().idle);
    } else if (phase_ == Phase::lingering && !std::exchange(write_shut_, true)) {
        // Closing a socket with unread input resets the connection, and the client would lose the answer.
        ::shutdown(socket_, SHUT_WR);
        input_ = {};
        expect_within(limits().linger);
        if (client_finished_)
            close();
    }
}

}  // namespace rmirror::wire
