// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/answer.hpp"

#include "http/problem.hpp"

#include <utility>

namespace rmirror::http {

namespace {

/// A stream whose source ignores Room::full is cut once its unsent bytes exceed this multiple of
/// `pause_above`: a source may hold only its share of memory.
constexpr std::size_t kMaxBufferedMultiple = 4;

}  // namespace

void StreamState::mark_disconnected()
{
    if (!ended.load() && !gone.exchange(true) && events.on_disconnect)
        events.on_disconnect();
}

void StreamState::on_sent(std::size_t bytes)
{
    auto const left = pending.fetch_sub(bytes) - bytes;
    if (left <= pause_above / 2 && was_full.exchange(false) && !gone.load() && events.on_room)
        events.on_room();
}

struct Answer::Ticket {
    std::shared_ptr<AnswerSink> sink;
    std::size_t stream_bytes;
    std::atomic<bool> used = false;  // Answered, begun, or the client no longer waits.

    Ticket(std::shared_ptr<AnswerSink> to, std::size_t bytes) : sink(std::move(to)), stream_bytes(bytes) {}
    Ticket(Ticket const&) = delete;
    Ticket& operator=(Ticket const&) = delete;

    ~Ticket()
    {
        if (!used.load())
            send(problem(Code::Internal_Server_Error, "The server didn't respond. Try again."));
    }

    void send(Reply reply)
    {
        if (!used.exchange(true))
            sink->send(std::move(reply));
    }
};

struct Stream::Source {
    std::shared_ptr<AnswerSink> sink;
    std::shared_ptr<StreamState> state;

    Source(std::shared_ptr<AnswerSink> to, std::shared_ptr<StreamState> shared)
        : sink(std::move(to)), state(std::move(shared))
    {}
    Source(Source const&) = delete;
    Source& operator=(Source const&) = delete;

    ~Source() { end(); }

    void end()
    {
        if (!state->ended.exchange(true))
            sink->end();
    }
};

Stream::Room Stream::write(std::string piece) const
{
    auto& state = *source_->state;
    if (state.gone.load() || state.ended.load())
        return Room::gone;
    if (piece.empty())
        return Room::open;
    auto const size = piece.size();
    auto const pending = state.pending.fetch_add(size) + size;
    if (pending > kMaxBufferedMultiple * state.pause_above + size) {
        source_->sink->cut();
        return Room::gone;
    }
    bool const full = pending > state.pause_above;
    if (full)
        state.was_full.store(true);
    source_->sink->write(std::move(piece));
    return full ? Room::full : Room::open;
}

void Stream::end() const
{
    source_->end();
}

void Stream::cut() const
{
    if (!source_->state->ended.exchange(true))
        source_->sink->cut();
}

Answer::Answer(std::shared_ptr<AnswerSink> sink, std::size_t stream_bytes)
    : ticket_(std::make_shared<Ticket>(std::move(sink), stream_bytes))
{}

void Answer::send(Reply reply) const
{
    ticket_->send(std::move(reply));
}

Stream Answer::begin(Reply head, StreamEvents events) const
{
    auto state = std::make_shared<StreamState>();
    state->events = std::move(events);
    state->pause_above = ticket_->stream_bytes;
    auto source = std::make_shared<Stream::Source>(ticket_->sink, state);
    if (ticket_->used.exchange(true))
        // A second stream for an already answered request does nothing. Otherwise its end would end the first
        // stream, whose sink it shares.
        state->gone = state->ended = true;
    else
        ticket_->sink->begin(std::move(head), std::move(state));
    return Stream(std::move(source));
}

void Answer::on_disconnect(std::function<void()> callback) const
{
    ticket_->sink->notify_on_disconnect(
        [ticket = std::weak_ptr<Ticket>(ticket_), callback = std::move(callback)] {
            auto const unanswered = ticket.lock();
            if (unanswered && !unanswered->used.exchange(true))
                callback();
        });
}

bool Answer::is_wanted() const
{
    return !ticket_->used.load() && ticket_->sink->is_wanted();
}

}  // namespace rmirror::http
