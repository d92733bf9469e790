// SPDX-License-Identifier: AGPL-3.0-or-later
// The right to answer one request: once, from any thread, at any time. Late and double answers are dropped.
#pragma once

#include "http/answer_sink.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace rmirror::http {

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
    /// `stream_bytes`: above so many bytes that the client has not taken, a stream is full.
    Answer(std::shared_ptr<AnswerSink> sink, std::size_t stream_bytes);

    void send(Reply reply) const;
    /// Sends the head; the reply's own body is left out.
    Stream begin(Reply head, StreamEvents events = {}) const;
    /// Calls back when nobody waits for the answer any more, because the client left or was told that it
    /// took too long: at most once, on the connection's thread, never after send() or begin(), and from then
    /// on those do nothing. A client that has sent its last byte is taken to have left, as during a stream.
    /// Once for each answer; `callback` must neither block nor hold the answer.
    void on_gone(std::function<void()> callback) const;
    /// Whether it is neither given nor known to be for nobody.
    bool is_wanted() const;

private:
    struct Ticket;
    std::shared_ptr<Ticket> ticket_;
};

}  // namespace rmirror::http
