// SPDX-License-Identifier: AGPL-3.0-or-later
// The way of an answer to its client, as whoever holds the connection provides it.
#pragma once

#include "http/reply.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace rmirror::http {

/// Told on the thread that holds the connection, at most once each unless noted; they must not block.
struct StreamEvents {
    std::function<void()> on_room;  // Each time the client has caught up after Room::full.
    std::function<void()> on_gone;  // The client left before the end.
};

/// What source and connection of a streamed answer share.
struct StreamState {
    StreamEvents events;
    std::size_t pause_above = 0;
    std::atomic<std::size_t> pending = 0;  // Bytes written that the client's connection has not taken.
    std::atomic<bool> was_full = false;
    std::atomic<bool> gone = false;
    std::atomic<bool> ended = false;

    void mark_gone();
    void taken(std::size_t bytes);
};

/// Of one request. Called from any thread; what comes when nobody waits any more is dropped.
class AnswerSink {
public:
    virtual ~AnswerSink() = default;

    virtual void send(Reply reply) = 0;
    /// The head of an answer in pieces. `state` is marked as gone when nobody takes them.
    virtual void begin(Reply head, std::shared_ptr<StreamState> state) = 0;
    virtual void write(std::string piece) = 0;
    virtual void end() = 0;
    virtual void cut() = 0;
    /// Calls back once, on the connection's thread, when nobody waits for an answer that was not begun.
    virtual void tell_when_gone(std::function<void()> tell) = 0;
    /// Whether somebody may still wait for the answer. A client that has sent its last byte counts as gone.
    virtual bool is_wanted() const = 0;
};

}  // namespace rmirror::http
