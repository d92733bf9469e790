// SPDX-License-Identifier: AGPL-3.0-or-later
// The queue of bytes to send to one client; shared content isn't copied.
#pragma once

#include "base/byte_source.hpp"
#include "http/reply.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace rmirror::wire {

class Output {
public:
    enum class State { drained, blocked, broken };

    struct Sent {
        State state = State::drained;
        std::size_t bytes = 0;
        std::size_t credits = 0;  // Of segments that were sent completely.
    };

    /// `credits`: added to Sent::credits when these bytes have been sent, in the caller's unit.
    void add(std::string bytes, std::size_t credits = 0);
    void add(http::Body body);
    /// Reads the source in pieces while sending. If it ends before its size, send_to() returns State::broken.
    void add(std::shared_ptr<ByteSource> source);
    bool empty() const { return segments_.empty(); }
    void clear() { segments_.clear(); }

    /// Sends as much as the kernel accepts without blocking.
    Sent send_to(int socket);

private:
    struct Segment {
        std::string own;
        http::Body shared = nullptr;
        std::size_t credits = 0;
        std::size_t sent = 0;
        std::shared_ptr<ByteSource> source = nullptr;
        std::size_t unread = 0;  // Bytes left in the source.

        std::string_view rest() const;
        /// Loads the next piece of the source after the last one was sent.
        void refill();
        bool is_broken() const { return unread > 0 && rest().empty(); }
    };

    void drop(std::size_t bytes, Sent& sent);

    std::deque<Segment> segments_;
};

}  // namespace rmirror::wire
