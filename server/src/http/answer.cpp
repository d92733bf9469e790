// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/answer.hpp"

#include "http/problem.hpp"
#include "wire/connection.hpp"

namespace rmirror::http {

namespace {

/// A source that ignores Room::full this many times over holds memory that is not its own.
constexpr std::size_t kPatience = 4;

}  // namespace

void StreamState::mark_gone()
{
    if (!ended.load() && !gone.exchange(true) && events.on_gone)
        events.on_gone();
}

void StreamState::taken(std::size_t bytes)
{
    auto const left = pending.fetch_sub(bytes) - bytes;
    if (left <= pause_above / 2 && was_full.exchange(false) && !gone.load() && events.on_room)
        events.on_room();
}

struct Answer::Ticket {
    std::shared_ptr<Mailbox> mailbox;
    std::uint64_t connection;
    std::uint64_t request;
    std::size_t stream_bytes;
    std::atomic<bool> used = false;  // Or lost, when nobody waits any more.

    Ticket(std::shared_ptr<Mailbox> to, std::uint64_t connection_number, std::uint64_t request_number,
           std::size_t bytes)
        : mailbox(std::move(to)), connection(connection_number), request(request_number), stream_bytes(bytes)
    {}
    Ticket(Ticket const&) = delete;
    Ticket& operator=(Ticket const&) = delete;

    ~Ticket()
    {
        if (!used.load())
            post(problem(Code::Internal_Server_Error, "The server did not answer."));
    }

    void post(Reply reply)
    {
        if (used.exchange(true))
            return;
        mailbox->post({connection, [request = request, reply = std::move(reply)](Connection* to) {
                           if (to)
                               to->answer(request, reply);
                       }});
    }
};

struct Stream::Source {
    std::shared_ptr<Mailbox> mailbox;
    std::uint64_t connection;
    std::uint64_t request;
    std::shared_ptr<StreamState> state;

    Source(std::shared_ptr<Mailbox> to, std::uint64_t connection_number, std::uint64_t request_number,
           std::shared_ptr<StreamState> shared)
        : mailbox(std::move(to)),
          connection(connection_number),
          request(request_number),
          state(std::move(shared))
    {}
    Source(Source const&) = delete;
    Source& operator=(Source const&) = delete;

    ~Source() { end(); }

    void end()
    {
        if (state->ended.exchange(true))
            return;
        mailbox->post({connection, [request = request](Connection* to) {
                           if (to)
                               to->end_stream(request);
                       }});
    }

    void cut_off()
    {
        mailbox->post({connection, [request = request](Connection* to) {
                           if (to)
                               to->cut_stream(request);
                       }});
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
    if (pending > kPatience * state.pause_above + size) {
        source_->cut_off();
        return Room::gone;
    }
    bool const full = pending > state.pause_above;
    if (full)
        state.was_full.store(true);
    source_->mailbox->post(
        {source_->connection, [request = source_->request, piece = std::move(piece)](Connection* to) {
             if (to)
                 to->stream_piece(request, piece);
         }});
    return full ? Room::full : Room::open;
}

void Stream::end() const
{
    source_->end();
}

void Stream::cut() const
{
    if (!source_->state->ended.exchange(true))
        source_->cut_off();
}

Answer::Answer(std::shared_ptr<Mailbox> mailbox, std::uint64_t connection, std::uint64_t request,
               std::size_t stream_bytes)
    : ticket_(std::make_shared<Ticket>(std::move(mailbox), connection, request, stream_bytes))
{}

void Answer::send(Reply reply) const
{
    ticket_->post(std::move(reply));
}

Stream Answer::begin(Reply head, StreamEvents events) const
{
    auto state = std::make_shared<StreamState>();
    state->events = std::move(events);
    state->pause_above = ticket_->stream_bytes;
    auto source =
        std::make_shared<Stream::Source>(ticket_->mailbox, ticket_->connection, ticket_->request, state);
    if (ticket_->used.exchange(true)) {
        // Its end must not be taken for that of the stream which was begun before.
        state->gone = state->ended = true;
        return Stream(std::move(source));
    }
    ticket_->mailbox->post(
        {ticket_->connection, [request = ticket_->request, head = std::move(head), state](Connection* to) {
             if (!to || !to->begin_stream(request, head, state))
                 state->mark_gone();
         }});
    return Stream(std::move(source));
}

void Answer::on_gone(std::function<void()> callback) const
{
    auto tell = [ticket = std::weak_ptr<Ticket>(ticket_), callback = std::move(callback)] {
        auto const unanswered = ticket.lock();
        if (unanswered && !unanswered->used.exchange(true))
            callback();
    };
    ticket_->mailbox->post(
        {ticket_->connection, [request = ticket_->request, tell = std::move(tell)](Connection* to) {
             if (!to || !to->tell_when_gone(request, tell))
                 tell();
         }});
}

}  // namespace rmirror::http
