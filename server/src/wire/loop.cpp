// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/loop.hpp"

#include <sys/timerfd.h>
#include <unistd.h>

#include <utility>

namespace rmirror::http {

namespace {

using Pistache::Flags;
using Pistache::Polling::NotifyOn;
using Pistache::Polling::Tag;

/// Tags of what is no connection lie above every connection's number.
constexpr std::uint64_t kOwnTags = 1ULL << 63U;
constexpr std::uint64_t kListenerTag = kOwnTags | 1U;
constexpr std::uint64_t kMailboxTag = kOwnTags | 2U;
constexpr std::uint64_t kTimerTag = kOwnTags | 3U;

/// Neither a burst of clients nor one of letters may keep the other events waiting.
constexpr int kAcceptsAtOnce = 64;
constexpr int kRoundsOfLetters = 16;

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

struct Loop::Entry {
    Connection connection;
    NotifyOn interest = NotifyOn::None;

    Entry(std::uint64_t number, Accepted accepted, Surroundings& around)
        : connection(number, accepted.socket.release(), std::move(accepted.client), around)
    {}
};

Loop::Loop(std::shared_ptr<LoopSetting> setting)
    : setting_(std::move(setting)),
      around_{setting_->limits, setting_->service, std::make_shared<Mailbox>(), setting_->draining,
              setting_->bodies}
{}

Loop::Loop(Loop const& prototype) : Loop(prototype.setting_) {}

Loop::~Loop()
{
    around_.mailbox->close();
    setting_->connections -= connections_.size();
}

std::shared_ptr<Pistache::Aio::Handler> Loop::clone() const
{
    return std::make_shared<Loop>(*this);
}

void Loop::registerPoller(Pistache::Polling::Epoll& poller)
{
    poller_ = &poller;
    watch(around_.mailbox->descriptor(), kMailboxTag);
    timer_.reset(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(setting_->limits.tick);
    auto const rest = std::chrono::nanoseconds(setting_->limits.tick - seconds);
    itimerspec const every{{seconds.count(), rest.count()}, {seconds.count(), rest.count()}};
    ::timerfd_settime(timer_.get(), 0, &every, nullptr);
    watch(timer_.get(), kTimerTag);
}

void Loop::watch(int descriptor, std::uint64_t tag)
{
    poller_->addFd(descriptor, Flags<NotifyOn>(NotifyOn::Read), Tag(tag));
}

void Loop::accept_from(std::shared_ptr<Listener> listener, std::vector<Loop*> loops)
{
    listener_ = std::move(listener);
    loops_ = std::move(loops);
    resume_accepting();
}

void Loop::drain()
{
    setting_->draining = true;
    around_.mailbox->wake();
}

void Loop::onReady(Pistache::Aio::FdSet const& ready)
{
    if (!std::exchange(owns_mailbox_, true))
        around_.mailbox->own_by_this_thread();
    for (auto const& event : ready)
        on_event(event);
    on_letters();
}

void Loop::on_event(Pistache::Aio::FdSet::Entry const& event)
{
    auto const tag = event.getTag().value();
    if (tag == kListenerTag)
        return accept_clients();
    if (tag == kTimerTag)
        return on_tick();
    if (tag == kMailboxTag) {
        around_.mailbox->hush();
        adopt_given();
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
void Loop::with(std::uint64_t number, Call const& call)
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

void Loop::on_connection(Connection& connection, Pistache::Aio::FdSet::Entry const& event)
{
    if (event.isWritable())
        connection.on_writable();
    if (event.isReadable() && !connection.closed())
        connection.on_readable();
    // What is neither is a connection that is over: reset, shut on both sides, or left during a stream.
    if (!event.isWritable() && !event.isReadable())
        connection.on_hangup();
}

void Loop::settle(std::uint64_t number)
{
    auto const found = connections_.find(number);
    if (found == connections_.end())
        return;
    auto& entry = *found->second;
    if (entry.connection.closed()) {
        poller_->removeFd(entry.connection.socket());
        connections_.erase(found);
        --setting_->connections;
        return;
    }
    auto const interest = interest_of(entry.connection);
    if (NotifyOn(interest) == std::exchange(entry.interest, NotifyOn(interest)))
        return;
    poller_->rearmFd(entry.connection.socket(), interest, Tag(number));
}

void Loop::accept_clients()
{
    for (int i = 0; i < kAcceptsAtOnce; ++i) {
        Accepted accepted;
        switch (listener_->accept(accepted)) {
            case Listener::Outcome::accepted:
                hand_out(std::move(accepted));
                break;
            case Listener::Outcome::turned_away:
                break;
            case Listener::Outcome::none:
                return;
            case Listener::Outcome::stuck:
                return pause_accepting();
        }
    }
}

void Loop::hand_out(Accepted accepted)
{
    if (setting_->connections.load() >= setting_->limits.connections)
        return;
    ++setting_->connections;
    next_loop_ = (next_loop_ + 1) % loops_.size();
    loops_[next_loop_]->give(std::move(accepted));
}

void Loop::give(Accepted accepted)
{
    {
        std::lock_guard const lock(given_mutex_);
        given_.push_back(std::move(accepted));
    }
    around_.mailbox->wake();
}

void Loop::adopt_given()
{
    std::vector<Accepted> given;
    {
        std::lock_guard const lock(given_mutex_);
        given.swap(given_);
    }
    for (auto& accepted : given) {
        auto const number = setting_->next_number++;
        auto entry = std::make_unique<Entry>(number, std::move(accepted), around_);
        auto const interest = interest_of(entry->connection);
        entry->interest = interest;
        poller_->addFd(entry->connection.socket(), interest, Tag(number));
        connections_.emplace(number, std::move(entry));
    }
}

void Loop::pause_accepting()
{
    if (std::exchange(accepting_, false))
        poller_->removeFd(listener_->descriptor());
}

void Loop::resume_accepting()
{
    if (!std::exchange(accepting_, true))
        watch(listener_->descriptor(), kListenerTag);
}

void Loop::on_letters()
{
    for (int round = 0; round < kRoundsOfLetters; ++round) {
        auto const letters = around_.mailbox->collect();
        if (letters.empty())
            return;
        for (auto const& letter : letters)
            with(letter.connection, letter.action);
    }
    around_.mailbox->wake();
}

void Loop::on_tick()
{
    std::uint64_t ticks = 0;
    [[maybe_unused]] auto const read = ::read(timer_.get(), &ticks, sizeof ticks);
    if (listener_ && setting_->draining.load()) {
        pause_accepting();
        listener_->close();
    } else if (listener_) {
        resume_accepting();
    }
    auto const now = Clock::now();
    std::vector<std::uint64_t> numbers;
    numbers.reserve(connections_.size());
    for (auto const& [number, entry] : connections_)
        numbers.push_back(number);
    for (auto const number : numbers)
        with(number, [&](Connection* connection) { connection->on_tick(now); });
}

}  // namespace rmirror::http
