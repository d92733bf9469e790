// SPDX-License-Identifier: AGPL-3.0-or-later
// The listening socket: binds it and accepts clients, even when the process has run out of file descriptors.
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

/// Owns a file descriptor and closes it.
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
    std::string client;  // Address without port; plain IPv4 for an IPv4-mapped one.
};

class Acceptor {
public:
    /// Listens on an address such as "127.0.0.1:8080" or "[::1]:8080"; port 0 picks a free one. Throws
    /// CannotListen.
    explicit Acceptor(std::string_view address);

    int descriptor() const { return socket_.get(); }
    std::uint16_t port() const;
    /// Refuses new clients from now on. Thread-safe, unlike close(), which belongs to the accepting thread.
    void refuse();
    void close() { socket_.reset(); }

    /// `turned_away`: no file descriptor was free, so the client was disconnected to keep the socket from
    /// staying readable. `stuck`: even that failed, and the caller should pause accepting. `none`: no client
    /// is waiting.
    enum class Outcome { accepted, none, turned_away, stuck };
    Outcome accept(Accepted& into);

private:
    Outcome turn_away();

    Descriptor socket_;
    Descriptor reserve_;  // Closed for a moment to free a descriptor for turn_away().
};

}  // namespace rmirror::wire
