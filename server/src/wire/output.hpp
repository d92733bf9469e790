// SPDX-License-Identifier: AGPL-3.0-or-later
// What is still to be sent to one client, without copying what is shared.
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
        std::size_t credits = 0;  // Of the segments that have left completely.
    };

    /// `credits`: what Sent reports when this has left, in the caller's own unit.
    void add(std::string bytes, std::size_t credits = 0);
    void add(http::Body body);
    /// Read piece by piece as it leaves. Where it ends before its size, all is broken.
    void add(std::shared_ptr<ByteSource> source);
    bool empty() const { return segments_.empty(); }
    void clear() { segments_.clear(); }

    /// Sends what the kernel takes now.
    Sent send_to(int socket);

private:
    struct Segment {
        std::string own;
        http::Body shared = nullptr;
        std::size_t credits = 0;
        std::size_t sent = 0;
        std::shared_ptr<ByteSource> source = nullptr;
        std::size_t unread = 0;  // Of the source.

        std::string_view rest() const;
        /// The next piece of the source, when the last one has left.
        void refill();
        bool is_broken() const { return unread > 0 && rest().empty(); }
    };

    void drop(std::size_t bytes, Sent& sent);

    std::deque<Segment> segments_;
};

}  // namespace rmirror::wire
