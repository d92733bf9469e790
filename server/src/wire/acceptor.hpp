// SPDX-License-Identifier: AGPL-3.0-or-later
// The open port: binding it and accepting clients, also when the process has no descriptors left.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rmirror::wire {

/// The message is for the person who starts the server.
class CannotListen : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Closes what it holds.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;

    int get() const { return number_; }
    int release();
    void reset(int number = -1);
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

struct Accepted {
    Descriptor socket;
    std::string client;  // Its address without the port; IPv4 also where it comes through IPv6.
};

class Acceptor {
public:
    /// "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one. Throws CannotListen.
    explicit Acceptor(std::string_view address);

    int descriptor() const { return socket_.get(); }
    std::uint16_t port() const;
    /// Refuses whoever comes from now on. From any thread; `close` is for the one that accepts.
    void refuse();
    void close() { socket_.reset(); }

    /// Without a free descriptor a client is turned away, so that the port does not stay readable; where even
    /// that fails, accepting is `stuck` and should pause.
    enum class Outcome { accepted, none, turned_away, stuck };
    Outcome accept(Accepted& into);

private:
    Outcome turn_away();

    Descriptor socket_;
    Descriptor reserve_;  // Given up for a moment to be able to turn a client away.
};

}  // namespace rmirror::wire
