// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/output.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace rmirror::wire {

std::string_view Output::Segment::rest() const
{
    return std::string_view(shared ? *shared : own).substr(sent);
}

void Output::add(std::string bytes, std::size_t credits)
{
    if (!bytes.empty())
        segments_.push_back({std::move(bytes), nullptr, credits, 0});
}

void Output::add(http::Body body)
{
    if (body && !body->empty())
        segments_.push_back({{}, std::move(body), 0, 0});
}

Output::Sent Output::send_to(int socket)
{
    Sent sent;
    while (!segments_.empty()) {
        // Head and body leave in one call, and so in one packet where they fit.
        std::array<iovec, 8> pieces{};
        auto const count = std::min(pieces.size(), segments_.size());
        for (std::size_t i = 0; i < count; ++i) {
            auto const rest = segments_[i].rest();
            pieces[i] = {const_cast<char*>(rest.data()), rest.size()};
        }
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = count;
        auto const written = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            sent.state = errno == EAGAIN || errno == EWOULDBLOCK ? State::blocked : State::broken;
            return sent;
        }
        drop(static_cast<std::size_t>(written), sent);
    }
    return sent;
}

void Output::drop(std::size_t bytes, Sent& sent)
{
    sent.bytes += bytes;
    while (bytes > 0) {
        auto& first = segments_.front();
        auto const part = std::min(bytes, first.rest().size());
        first.sent += part;
        bytes -= part;
        if (first.rest().empty()) {
            sent.credits += first.credits;
            segments_.pop_front();
        }
    }
}

}  // namespace rmirror::wire
