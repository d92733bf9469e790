// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/output.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace rmirror::wire {

namespace {

/// Bytes of a source in memory at a time.
constexpr std::size_t kPieceBytes = 128U << 10U;

}  // namespace

std::string_view Output::Segment::rest() const
{
    return std::string_view(shared ? *shared : own).substr(sent);
}

void Output::add(std::string bytes, std::size_t credits)
{
    if (!bytes.empty())
        segments_.push_back({.own = std::move(bytes), .credits = credits});
}

void Output::add(http::Body body)
{
    if (body && !body->empty())
        segments_.push_back({.own = {}, .shared = std::move(body)});
}

void Output::add(std::shared_ptr<ByteSource> source)
{
    auto const size = source->size();
    if (size == 0)
        return;
    segments_.push_back({.own = {}, .source = std::move(source), .unread = size});
    segments_.back().refill();
}

void Output::Segment::refill()
{
    own = source->read(std::min(unread, kPieceBytes));
    sent = 0;
    unread -= own.size();
}

Output::Sent Output::send_to(int socket)
{
    Sent sent;
    while (!segments_.empty()) {
        if (segments_.front().is_broken()) {
            sent.state = State::broken;
            return sent;
        }
        // Sends head and body in one call, and so in one packet if they fit.
        std::array<iovec, 8> pieces{};
        std::size_t count = 0;
        for (bool whole = true; whole && count < std::min(pieces.size(), segments_.size()); ++count) {
            auto const rest = segments_[count].rest();
            pieces[count] = {const_cast<char*>(rest.data()), rest.size()};
            whole = segments_[count].unread == 0;
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
        if (!first.rest().empty())
            return;
        if (first.unread > 0) {
            first.refill();
        } else {
            sent.credits += first.credits;
            segments_.pop_front();
        }
    }
}

}  // namespace rmirror::wire
