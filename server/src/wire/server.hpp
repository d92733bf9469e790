// SPDX-License-Identifier: AGPL-3.0-or-later
// The HTTP server: a listening socket, event loops on Pistache's reactor, and a graceful shutdown.
#pragma once

#include "base/log.hpp"
#include "base/memory_budget.hpp"
#include "http/dispatch/front.hpp"
#include "wire/acceptor.hpp"
#include "wire/messages/limits.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace rmirror::wire {

constexpr std::size_t kDefaultBodyMemory = 256U << 20U;

/// Threads that read requests and write responses. They never wait, so two keep many request workers busy.
constexpr std::size_t kIoThreads = 2;

struct ServerOptions {
    std::string listen = "127.0.0.1:8080";
    std::size_t threads = kIoThreads;
    Limits limits;
    std::shared_ptr<MemoryBudget> bodies = std::make_shared<MemoryBudget>(kDefaultBodyMemory);
    http::FrontOptions front;
};

class Server {
public:
    /// Starts listening and answering. Throws CannotListen.
    Server(ServerOptions options, Log& log);
    /// Closes all remaining connections.
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    std::uint16_t port() const { return port_; }
    std::size_t connections() const;

    /// Stops accepting clients, and closes each connection after the answer it waits for. Returns true if all
    /// connections closed within `at_most`. Blocks.
    bool drain(std::chrono::milliseconds at_most);

private:
    class Reactor;

    http::Front front_;
    std::uint16_t port_ = 0;
    std::unique_ptr<Reactor> reactor_;
};

}  // namespace rmirror::wire
