// SPDX-License-Identifier: AGPL-3.0-or-later
// One thread's connections on Pistache's reactor: events in, tasks in, deadlines.
#pragma once

#include "wire/acceptor.hpp"
#include "wire/connection.hpp"

#include <pistache/reactor.h>

#include <functional>
#include <unordered_map>

namespace rmirror::wire {

/// Far above the descriptors' numbers, with which Pistache tags the events it keeps for itself.
constexpr std::uint64_t kFirstConnection = 1ULL << 32U;

/// Pistache copies its handlers, one for each thread; this is what the copies share.
struct EventLoopSetting {
    EventLoopSetting(Limits granted, http::Service& above, std::shared_ptr<MemoryBudget> budget)
        : limits(granted),
          service(above),
          bodies(std::move(budget)),
          parsing(std::make_shared<MemoryBudget>(bodies->most(), bodies->most() / 4 * 3)),
          table(limits.connections, limits.connections_of_network)
    {}

    Limits limits;
    http::Service& service;
    std::shared_ptr<MemoryBudget> bodies;
    /// As much as for bodies. The largest body, a quarter of it, usually takes up to three times its length
    /// when it is parsed, and its owner still leaves a quarter for the others.
    std::shared_ptr<MemoryBudget> parsing;
    ConnectionTable table;
    std::atomic<std::size_t> connections = 0;  // With those that are leaving.
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

    /// Before the reactor runs: this loop accepts for all of them, in turn.
    void accept_from(std::shared_ptr<Acceptor> acceptor, std::vector<EventLoop*> loops);
    /// From any thread: no new clients, and none stays after the answer it is owed.
    void drain();

private:
    struct Entry;

    /// A client that the accepting loop has handed to this one.
    struct Received {
        Accepted accepted;
        std::shared_ptr<Presence> presence;
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
    void on_tick();
    /// Nothing that goes wrong with one connection may end the others, so exceptions stop here.
    template <typename Call>
    void with(std::uint64_t number, Call const& call);
    /// After every call into a connection: removes a closed one, asks for what the others now want to hear.
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
