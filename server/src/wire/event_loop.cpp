// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/event_loop.hpp"

#include "base/threads/thread_failures.hpp"

#include <sys/timerfd.h>
#include <unistd.h>

#include <utility>

namespace rmirror::wire {

namespace {

using Pistache::Flags;
using Pistache::Polling::NotifyOn;
using Pistache::Polling::Tag;

/// Tags of other descriptors are above every connection's number.
constexpr std::uint64_t kOwnTags = 1ULL << 63U;
constexpr std::uint64_t kAcceptorTag = kOwnTags | 1U;
constexpr std::uint64_t kTasksTag = kOwnTags | 2U;
constexpr std::uint64_t kTimerTag = kOwnTags | 3U;

constexpr auto kThread = "http";

/// Bounds per event, so that a burst of clients or tasks doesn't delay other events.
constexpr int kAcceptsAtOnce = 64;
constexpr int kRoundsOfTasks = 16;

Flags<NotifyOn> interest_of(Connection const& connection)
{
    Flags<NotifyOn> interest(NotifyOn::Hangup);
    if (connection.wants_read())
        interest.setFlag(NotifyOn::Read);
    if (connection.wants_write())
        interest.setFlag(NotifyOn::Write);
    if (connection.wants_hangup())
        interest.setFlag(NotifyOn::Shutdown);
    return interest;
}

}  // namespace

struct EventLoop::Entry {
    std::shared_ptr<ConnectionInfo> presence;
    Connection connection;
    NotifyOn interest = NotifyOn::None;

    Entry(Received received, LoopContext& context)
        : presence(std::move(received.presence)),
          connection(presence->number, received.accepted.socket.release(),
                     std::move(received.accepted.client), context)
    {
        presence->idle_since = connection.idle_since();
    }
};

EventLoop::EventLoop(std::shared_ptr<EventLoopSetting> setting)
    : setting_(std::move(setting)), context_{setting_->limits,
                                             setting_->service,
                                             std::make_shared<TaskQueue>(),
                                             setting_->draining,
                                             setting_->bodies,
                                             setting_->parsing}
{}

EventLoop::EventLoop(EventLoop const& prototype) : EventLoop(prototype.setting_) {}

EventLoop::~EventLoop()
{
    context_.tasks->close();
    setting_->connections -= connections_.size();
}

std::shared_ptr<Pistache::Aio::Handler> EventLoop::clone() const
{
    return std::make_shared<EventLoop>(*this);
}

void EventLoop::registerPoller(Pistache::Polling::Epoll& poller)
{
    poller_ = &poller;
    watch(context_.tasks->descriptor(), kTasksTag);
    timer_.reset(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(setting_->limits.tick);
    auto const rest = std::chrono::nanoseconds(setting_->limits.tick - seconds);
    itimerspec const every{{seconds.count(), rest.count()}, {seconds.count(), rest.count()}};
    ::timerfd_settime(timer_.get(), 0, &every, nullptr);
    watch(timer_.get(), kTimerTag);
}

void EventLoop::watch(int descriptor, std::uint64_t tag)
{
    poller_->addFd(descriptor, Flags<NotifyOn>(NotifyOn::Read), Tag(tag));
}

void EventLoop::accept_from(std::shared_ptr<Acceptor> acceptor, std::vector<EventLoop*> loops)
{
    acceptor_ = std::move(acceptor);
    loops_ = std::move(loops);
    resume_accepting();
}

void EventLoop::drain()
{
    setting_->draining = true;
    context_.tasks->wake();
}

void EventLoop::onReady(Pistache::Aio::FdSet const& ready)
{
    if (!std::exchange(owns_tasks_, true))
        context_.tasks->own_by_this_thread();
    for (auto const& event : ready)
        contain_failure(kThread, [&] { on_event(event); });
    contain_failure(kThread, [&] { run_tasks(); });
}

void EventLoop::on_event(Pistache::Aio::FdSet::Entry const& event)
{
    auto const tag = event.getTag().value();
    if (tag == kAcceptorTag)
        return accept_clients();
    if (tag == kTimerTag)
        return on_tick();
    if (tag == kTasksTag) {
        context_.tasks->reset_wake();
        if (setting_->draining.load())
            on_tick();
        return;
    }
    with(tag, [&](Connection* connection) {
        if (connection)
            on_connection(*connection, event);
    });
}

template <typename Call>
void EventLoop::with(std::uint64_t number, Call const& call)
{
    auto const found = connections_.find(number);
    auto* const connection = found == connections_.end() ? nullptr : &found->second->connection;
    try {
        call(connection);
    } catch (std::exception const& error) {
        setting_->service.lost(error.what());
        if (connection)
            connection->on_hangup();
    }
    settle(number);
}

void EventLoop::on_connection(Connection& connection, Pistache::Aio::FdSet::Entry const& event)
{
    if (event.isWritable())
        connection.on_writable();
    if (event.isReadable() && !connection.closed())
        connection.on_readable();
    // Neither flag is set if the connection was reset, shut down on both sides, or left by the client during
    // a stream.
    if (!event.isWritable() && !event.isReadable())
        connection.on_hangup();
}

void EventLoop::settle(std::uint64_t number)
{
    auto const found = connections_.find(number);
    if (found == connections_.end())
        return;
    auto& entry = *found->second;
    if (entry.connection.closed()) {
        poller_->removeFd(entry.connection.socket());
        connections_.erase(found);
        return forget(number);
    }
    entry.presence->idle_since = entry.connection.idle_since();
    auto const interest = interest_of(entry.connection);
    if (NotifyOn(interest) == std::exchange(entry.interest, NotifyOn(interest)))
        return;
    poller_->rearmFd(entry.connection.socket(), interest, Tag(number));
}

void EventLoop::accept_clients()
{
    for (int i = 0; i < kAcceptsAtOnce; ++i) {
        Accepted accepted;
        switch (acceptor_->accept(accepted)) {
            case Acceptor::Outcome::accepted:
                hand_out(std::move(accepted));
                break;
            case Acceptor::Outcome::turned_away:
                setting_->table.make_room();
                break;
            case Acceptor::Outcome::none:
                return;
            case Acceptor::Outcome::stuck:
                setting_->table.make_room();
                return pause_accepting();
        }
    }
}

void EventLoop::hand_out(Accepted accepted)
{
    auto& service = setting_->service;
    auto& loop = *loops_[next_loop_];
    auto presence = setting_->table.add(setting_->next_number++, service.network_of_peer(accepted.client),
                                        loop.context_.tasks);
    if (!presence)
        return service.turned_away(accepted.client);
    ++setting_->connections;
    next_loop_ = (next_loop_ + 1) % loops_.size();
    loop.receive({std::move(accepted), std::move(presence)});
}

void EventLoop::receive(Received received)
{
    {
        std::lock_guard const lock(received_mutex_);
        received_.push_back(std::move(received));
    }
    context_.tasks->wake();
}

void EventLoop::adopt_received()
{
    std::vector<Received> received;
    {
        std::lock_guard const lock(received_mutex_);
        received.swap(received_);
    }
    for (auto& each : received) {
        auto const number = each.presence->number;
        if (!contain_failure(kThread, [&] { adopt(std::move(each)); }))
            forget(number);
    }
}

/// May throw, for example if epoll can't watch another socket.
void EventLoop::adopt(Received received)
{
    auto entry = std::make_unique<Entry>(std::move(received), context_);
    auto const number = entry->presence->number;
    auto const interest = interest_of(entry->connection);
    entry->interest = interest;
    poller_->addFd(entry->connection.socket(), interest, Tag(number));
    connections_.emplace(number, std::move(entry));
}

/// Removes a closed connection from the table and the count.
void EventLoop::forget(std::uint64_t number)
{
    setting_->table.remove(number);
    --setting_->connections;
}

void EventLoop::pause_accepting()
{
    if (std::exchange(accepting_, false))
        poller_->removeFd(acceptor_->descriptor());
}

void EventLoop::resume_accepting()
{
    if (!std::exchange(accepting_, true))
        watch(acceptor_->descriptor(), kAcceptorTag);
}

void EventLoop::run_tasks()
{
    for (int round = 0; round < kRoundsOfTasks; ++round) {
        auto const tasks = context_.tasks->take_all();
        // A task may be for a connection that was handed over just before.
        adopt_received();
        if (tasks.empty())
            return;
        for (auto const& task : tasks)
            contain_failure(kThread, [&] { with(task.connection, task.action); });
    }
    context_.tasks->wake();
}

void EventLoop::on_tick()
{
    std::uint64_t ticks = 0;
    [[maybe_unused]] auto const read = ::read(timer_.get(), &ticks, sizeof ticks);
    if (acceptor_ && setting_->draining.load()) {
        pause_accepting();
        acceptor_->close();
    } else if (acceptor_) {
        resume_accepting();
    }
    auto const now = Clock::now();
    std::vector<std::uint64_t> numbers;
    numbers.reserve(connections_.size());
    for (auto const& [number, entry] : connections_)
        numbers.push_back(number);
    for (auto const number : numbers)
        contain_failure(kThread,
                        [&] { with(number, [&](Connection* connection) { connection->on_tick(now); }); });
}

}  // namespace rmirror::wire
