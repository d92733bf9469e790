// SPDX-License-Identifier: AGPL-3.0-or-later
// The right to answer one request: once, from any thread, at any time. Late and double answers are dropped.
#pragma once

#include "http/reply.hpp"
#include "wire/mailbox.hpp"

#include <atomic>
#include <memory>

namespace rmirror::http {

/// Told on the loop's thread, at most once each unless noted; they must not block.
struct StreamEvents {
    std::function<void()> on_room;  // Each time the client has caught up after Room::full.
    std::function<void()> on_gone;  // The client left before the end.
};

/// What source and connection of a streamed answer share.
struct StreamState {
    StreamEvents events;
    std::size_t pause_above = 0;
    std::atomic<std::size_t> pending = 0;  // Bytes written here that the kernel has not taken.
    std::atomic<bool> was_full = false;
    std::atomic<bool> gone = false;
    std::atomic<bool> ended = false;

    void mark_gone();
    void taken(std::size_t bytes);
};

/// An answer in pieces, such as server-sent events. Copies are the same stream; the last one gone ends it.
class Stream {
public:
    enum class Room { open, full, gone };

    /// `full`: the piece was taken, but wait for on_room before the next. A source that goes on regardless is
    /// cut off.
    Room write(std::string piece) const;
    void end() const;
    /// For an answer that stays a fragment: the connection closes, so that its reader notices.
    void cut() const;

private:
    friend class Answer;
    struct Source;
    explicit Stream(std::shared_ptr<Source> source) : source_(std::move(source)) {}

    std::shared_ptr<Source> source_;
};

/// Copies are the same right. When the last copy goes unused, the client gets a 500 at once.
class Answer {
public:
    Answer(std::shared_ptr<Mailbox> mailbox, std::uint64_t connection, std::uint64_t request,
           std::size_t stream_bytes);

    void send(Reply reply) const;
    /// Sends the head; the reply's own body is left out.
    Stream begin(Reply head, StreamEvents events = {}) const;
    /// Calls back when nobody waits for the answer any more, because the client left or was told that it
    /// took too long: at most once, on the loop's thread, never after send() or begin(), and from then on
    /// those do nothing. A client that has sent its last byte is taken to have left, as during a stream. Once
    /// for each answer; `callback` must neither block nor hold the answer.
    void on_gone(std::function<void()> callback) const;

private:
    struct Ticket;
    std::shared_ptr<Ticket> ticket_;
};

}  // namespace rmirror::http
