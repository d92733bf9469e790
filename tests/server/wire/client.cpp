// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace rmirror::wire::test {

namespace {

/// A test that waits this long has failed; it only keeps it from hanging.
constexpr timeval kPatience{300, 0};

std::map<std::string, std::string> headers_of(std::string const& head)
{
    std::map<std::string, std::string> headers;
    for (auto start = head.find("\r\n") + 2; start < head.size();) {
        auto const end = head.find("\r\n", start);
        auto const colon = head.find(": ", start);
        if (colon < end) {
            auto name = head.substr(start, colon - start);
            std::transform(name.begin(), name.end(), name.begin(), ::tolower);
            headers.emplace(name, head.substr(colon + 2, end - colon - 2));
        }
        start = end + 2;
    }
    return headers;
}

}  // namespace

std::string Received::header(std::string const& name) const
{
    auto const found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

Client::Client(std::uint16_t port, Pace pace) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (pace == Pace::tiny_window) {
        int const bytes = 4096;
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }
    int const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error("the server does not take the connection");
    }
}

Client::~Client()
{
    if (socket_ >= 0)
        ::close(socket_);
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_))
{}

bool Client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Client::fill()
{
    std::array<char, 65536> bytes;
    auto const size = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0)
        return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

bool Client::fill_to(std::size_t bytes)
{
    while (buffer_.size() < bytes)
        if (!fill())
            return false;
    return true;
}

std::string Client::take(std::size_t bytes)
{
    auto taken = buffer_.substr(0, bytes);
    buffer_.erase(0, taken.size());
    return taken;
}

Received Client::receive(bool is_answer_to_head)
{
    Received answer;
    answer.head = receive_up_to("\r\n\r\n");
    if (!answer.head.ends_with("\r\n\r\n"))
        return {};
    answer.status = std::stoi(answer.head.substr(9, 3));
    answer.headers = headers_of(answer.head);
    if (is_answer_to_head || answer.status == 204 || answer.status == 304 || answer.status < 200)
        return answer;
    if (answer.header("transfer-encoding") == "chunked") {
        answer.body = read_chunks();
    } else if (answer.headers.contains("content-length")) {
        auto const size = std::stoul(answer.header("content-length"));
        if (!fill_to(size))
            return {};
        answer.body = take(size);
    } else {
        answer.body = receive_rest();
    }
    return answer;
}

std::string Client::read_chunks()
{
    std::string body;
    for (;;) {
        auto const line = receive_up_to("\r\n");
        if (!line.ends_with("\r\n"))
            return body + " (cut off)";
        auto const size = std::stoul(line, nullptr, 16);
        if (!fill_to(size + 2))
            return body + " (cut off)";
        body += take(size);
        take(2);
        if (size == 0)
            return body;
    }
}

std::string Client::receive_rest()
{
    while (fill()) {}
    return std::exchange(buffer_, {});
}

std::string Client::receive_up_to(std::string_view end)
{
    auto at = std::string::npos;
    while ((at = buffer_.find(end)) == std::string::npos)
        if (!fill())
            return std::exchange(buffer_, {});
    return take(at + end.size());
}

std::string Client::receive_some()
{
    if (buffer_.empty())
        fill();
    return std::exchange(buffer_, {});
}

Received Client::ask(std::string_view bytes)
{
    send(bytes);
    return receive();
}

void Client::finish_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

void Client::abort()
{
    linger const at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(std::exchange(socket_, -1));
}

std::string get(std::string_view path, std::string_view more_headers)
{
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more_headers) + "\r\n";
}

std::size_t open_descriptors()
{
    std::filesystem::directory_iterator const folder("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(folder), end(folder)));
}

}  // namespace rmirror::wire::test
