// SPDX-License-Identifier: AGPL-3.0-or-later
// One thread's connections on Pistache's reactor: events, tasks and deadlines.
#pragma once

#include "wire/acceptor.hpp"
#include "wire/connections/connection.hpp"

#include <pistache/reactor.h>

#include <functional>
#include <unordered_map>

namespace rmirror::wire {

/// Far above file descriptor numbers, which Pistache uses as tags for its own events.
constexpr std::uint64_t kFirstConnection = 1ULL << 32U;

/// Pistache copies its handlers, one per thread; the copies share this.
struct EventLoopSetting {
    EventLoopSetting(Limits granted, http::Service& above, std::shared_ptr<MemoryBudget> budget)
        : limits(granted),
          service(above),
          bodies(std::move(budget)),
          parsing(std::make_shared<MemoryBudget>(bodies->max(), bodies->max() / 4 * 3)),
          table(limits.connections, limits.connections_of_network)
    {}

    Limits limits;
    http::Service& service;
    std::shared_ptr<MemoryBudget> bodies;
    /// As large as `bodies`, but one owner may hold three quarters: the largest body, a quarter of `bodies`,
    /// usually takes up to three times its length when parsed, and that leaves a quarter for other owners.
    std::shared_ptr<MemoryBudget> parsing;
    ConnectionTable table;
    std::atomic<std::size_t> connections = 0;  // Includes those that are closing.
    std::atomic<std::uint64_t> next_number = kFirstConnection;
    std::atomic<bool> draining = false;
};

class EventLoop : public Pistache::Aio::Handler {
public:
    explicit EventLoop(std::shared_ptr<EventLoopSetting> setting);
    EventLoop(EventLoop const& prototype);
    ~EventLoop() override;
    EventLoop& operator=(EventLoop const&) = delete;

    std::shared_ptr<Pistache::Aio::Handler> clone() const override;
    void registerPoller(Pistache::Polling::Epoll& poller) override;
    void onReady(Pistache::Aio::FdSet const& ready) override;

    /// Makes this loop accept clients and distribute them to all loops in turn. Call it before the reactor
    /// runs.
    void accept_from(std::shared_ptr<Acceptor> acceptor, std::vector<EventLoop*> loops);
    /// Stops accepting, and closes each connection after its current answer. Thread-safe.
    void drain();

private:
    struct Entry;

    /// A client that the accepting loop handed over to this one.
    struct Received {
        Accepted accepted;
        std::shared_ptr<ConnectionInfo> presence;
    };

    void on_event(Pistache::Aio::FdSet::Entry const& event);
    void accept_clients();
    void hand_out(Accepted accepted);
    void receive(Received received);
    void adopt_received();
    void adopt(Received received);
    void forget(std::uint64_t number);
    void pause_accepting();
    void resume_accepting();
    void run_tasks();
    static void on_connection(Connection& connection, Pistache::Aio::FdSet::Entry const& event);
    /// Checks all deadlines, and resumes accepting or, while draining, closes the listening socket.
    void on_tick();
    /// Calls `call` with the connection of that number, or nullptr. Catches exceptions, so that a failure of
    /// one connection doesn't end the others.
    template <typename Call>
    void with(std::uint64_t number, Call const& call);
    /// Runs after every call into a connection: removes a closed one, or updates the events that epoll
    /// watches for.
    void settle(std::uint64_t number);
    void watch(int descriptor, std::uint64_t tag);

    std::shared_ptr<EventLoopSetting> setting_;
    LoopContext context_;
    Pistache::Polling::Epoll* poller_ = nullptr;
    Descriptor timer_;
    std::shared_ptr<Acceptor> acceptor_;
    std::vector<EventLoop*> loops_;
    std::size_t next_loop_ = 0;
    bool accepting_ = false;
    bool owns_tasks_ = false;
    std::unordered_map<std::uint64_t, std::unique_ptr<Entry>> connections_;

    std::mutex received_mutex_;
    std::vector<Received> received_;
};

}  // namespace rmirror::wire
