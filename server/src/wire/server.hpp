// SPDX-License-Identifier: AGPL-3.0-or-later
// The HTTP server as a whole: a port, loops on Pistache's reactor, and a way to end without dropping anyone.
#pragma once

#include "base/log.hpp"
#include "base/memory_budget.hpp"
#include "http/front.hpp"
#include "wire/acceptor.hpp"
#include "wire/limits.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace rmirror::wire {

constexpr std::size_t kUsualBodyMemory = 256U << 20U;

struct ServerOptions {
    std::string listen = "127.0.0.1:8080";
    std::size_t threads = 2;
    Limits limits;
    std::shared_ptr<MemoryBudget> bodies = std::make_shared<MemoryBudget>(kUsualBodyMemory);
    http::FrontOptions front;
};

class Server {
public:
    /// Listens and answers from now on. Throws CannotListen.
    Server(ServerOptions options, Log& log);
    /// Cuts off whoever is still connected.
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    std::uint16_t port() const { return port_; }
    std::size_t connections() const;

    /// No new clients from now on; each that is connected gets the answers it is owed and is then let go.
    /// True when all had gone in time.
    bool drain(std::chrono::milliseconds at_most);

private:
    class Reactor;

    http::Front front_;
    std::uint16_t port_ = 0;
    std::unique_ptr<Reactor> reactor_;
};

}  // namespace rmirror::wire

/// Until those who say http:: have moved.
namespace rmirror::http {
using wire::CannotListen;
using wire::Server;
using wire::ServerOptions;
}  // namespace rmirror::http
