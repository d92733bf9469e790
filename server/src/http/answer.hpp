// SPDX-License-Identifier: AGPL-3.0-or-later
// The right to answer one request: once, from any thread, at any time. Late and duplicate answers are
// dropped.
#pragma once

#include "http/answer_sink.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace rmirror::http {

/// A response body sent in pieces, such as server-sent events. Copies share one stream, and destroying the
/// last copy ends it.
class Stream {
public:
    enum class Room { open, full, gone };

    /// Queues `piece` for sending. `full`: the piece was queued, but wait for on_room before the next one. A
    /// source that keeps writing is cut off. `gone`: the piece was dropped.
    Room write(std::string piece) const;
    /// Completes the response.
    void end() const;
    /// Aborts an incomplete response: closes the connection, so that the client notices that the body is
    /// truncated.
    void cut() const;

private:
    friend class Answer;
    struct Source;
    explicit Stream(std::shared_ptr<Source> source) : source_(std::move(source)) {}

    std::shared_ptr<Source> source_;
};

/// Copies share the right to answer. If the last copy is destroyed unused, the client gets a 500 immediately.
class Answer {
public:
    /// `stream_bytes`: a stream is full above this number of unsent bytes.
    Answer(std::shared_ptr<AnswerSink> sink, std::size_t stream_bytes);

    void send(Reply reply) const;
    /// Sends the head and returns the stream for the body; the body of `head` is ignored.
    Stream begin(Reply head, StreamEvents events = {}) const;
    /// Calls `callback` when the client no longer waits for the answer, because it disconnected or got a
    /// timeout: at most once, on the connection's thread, never after send() or begin(), which do nothing
    /// from then on. A client that has shut down its sending side counts as disconnected, as it does during a
    /// stream. Call this once per answer; `callback` must neither block nor hold a copy of the answer.
    void on_disconnect(std::function<void()> callback) const;
    /// False once the answer was sent or begun, or the client is known to have disconnected.
    bool is_wanted() const;

private:
    struct Ticket;
    std::shared_ptr<Ticket> ticket_;
};

}  // namespace rmirror::http
