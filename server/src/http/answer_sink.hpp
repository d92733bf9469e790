// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface through which an answer reaches its client, implemented by the owner of the connection.
#pragma once

#include "http/reply.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace rmirror::http {

/// Called on the connection's thread, at most once each unless noted. They must not block.
struct StreamEvents {
    std::function<void()> on_room;        // Called each time the client has caught up after Room::full.
    std::function<void()> on_disconnect;  // The client disconnected before the end.
};

/// The state shared by the source and the connection of a streamed answer.
struct StreamState {
    StreamEvents events;
    /// Room::full is returned above this number of pending bytes.
    std::size_t pause_above = 0;
    std::atomic<std::size_t> pending = 0;  // Bytes written by the source and not sent to the client yet.
    std::atomic<bool> was_full = false;
    std::atomic<bool> gone = false;
    std::atomic<bool> ended = false;

    /// Called by the connection when the client disconnects. Does nothing after `ended`.
    void mark_disconnected();
    /// Called by the connection after it has sent `bytes`. Calls on_room when at most half of `pause_above`
    /// is pending.
    void on_sent(std::size_t bytes);
};

/// The sink for one request. Methods may be called from any thread; after the client has disconnected, they
/// do nothing.
class AnswerSink {
public:
    virtual ~AnswerSink() = default;

    virtual void send(Reply reply) = 0;
    /// Sends the head of a streamed answer. Marks `state` as gone if the client has disconnected.
    virtual void begin(Reply head, std::shared_ptr<StreamState> state) = 0;
    virtual void write(std::string piece) = 0;
    virtual void end() = 0;
    virtual void cut() = 0;
    /// Calls `tell` once, on the connection's thread, if the client stops waiting before the answer is begun.
    virtual void notify_on_disconnect(std::function<void()> notify) = 0;
    /// False once the client has disconnected. A client that has shut down its sending side counts as
    /// disconnected.
    virtual bool is_wanted() const = 0;
};

}  // namespace rmirror::http
