// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/acceptor.hpp"

#include "http/origin.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

namespace rmirror::wire {

namespace {

constexpr int kBacklog = 4096;

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

bool read_port(std::string_view text, std::uint16_t& port)
{
    auto const result = std::from_chars(text.data(), text.data() + text.size(), port);
    return !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

Address parse_address(std::string_view text)
{
    auto const colon = text.rfind(':');
    std::uint16_t port = 0;
    if (colon == std::string_view::npos || !read_port(text.substr(colon + 1), port))
        throw CannotListen("RMIRROR_LISTEN must be an address and a port, such as 127.0.0.1:8080; it is \"" +
                           std::string(text) + "\".");
    std::string host(text.substr(0, colon));
    Address address;
    auto* const v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
    auto* const v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']' &&
        inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        address.size = sizeof *v6;
        return address;
    }
    if (host == "localhost")
        host = "127.0.0.1";
    if (inet_pton(AF_INET, host.c_str(), &v4->sin_addr) != 1)
        throw CannotListen("RMIRROR_LISTEN must begin with an IP address; it is \"" + std::string(text) +
                           "\".");
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    address.size = sizeof *v4;
    return address;
}

std::string address_text(sockaddr_storage const& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in const&>(address).sin_addr, text.data(), text.size());
    else
        inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6 const&>(address).sin6_addr, text.data(),
                  text.size());
    return http::plain_address(text.data());
}

Descriptor open_reserve()
{
    return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

void set_option(int socket, int level, int option)
{
    int const on = 1;
    ::setsockopt(socket, level, option, &on, sizeof on);
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    reset(other.release());
    return *this;
}

int Descriptor::release()
{
    return std::exchange(number_, -1);
}

void Descriptor::reset(int number)
{
    if (number_ >= 0 && number_ != number)
        ::close(number_);
    number_ = number;
}

Acceptor::Acceptor(std::string_view text) : reserve_(open_reserve())
{
    auto const address = parse_address(text);
    socket_.reset(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    // Allows binding a port that old connections in TIME_WAIT still use, but not one that another process
    // listens on.
    set_option(socket_.get(), SOL_SOCKET, SO_REUSEADDR);
    if (::bind(socket_.get(), reinterpret_cast<sockaddr const*>(&address.storage), address.size) == 0 &&
        ::listen(socket_.get(), kBacklog) == 0)
        return;
    if (errno == EADDRINUSE)
        throw CannotListen(std::string(text) +
                           " is used by another program. Stop it, or choose another port: "
                           "RMIRROR_LISTEN=127.0.0.1:8081 make run");
    throw CannotListen("Can't listen on " + std::string(text) + ": " +
                       std::generic_category().message(errno) + ".");
}

std::uint16_t Acceptor::port() const
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(address).sin_port
                                              : reinterpret_cast<sockaddr_in6&>(address).sin6_port);
}

void Acceptor::refuse()
{
    ::shutdown(socket_.get(), SHUT_RD);
}

Acceptor::Outcome Acceptor::accept(Accepted& into)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    Descriptor socket(
        ::accept4(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket.is_open())
        return errno == EMFILE || errno == ENFILE ? turn_away() : Outcome::none;
    set_option(socket.get(), IPPROTO_TCP, TCP_NODELAY);
    into = {std::move(socket), address_text(address)};
    return Outcome::accepted;
}

Acceptor::Outcome Acceptor::turn_away()
{
    reserve_.reset();
    Descriptor turned_away(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    bool const done = turned_away.is_open();
    turned_away.reset();
    reserve_ = open_reserve();
    return done ? Outcome::turned_away : Outcome::stuck;
}

}  // namespace rmirror::wire
