// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/listener.hpp"

#include "base/threads/thread.hpp"
#include "db/citus.hpp"
#include "db/pool.hpp"

#include <pqxx/notification>

#include <chrono>
#include <exception>

namespace rmirror::db {

namespace {

constexpr long kTickMicroseconds = 200'000;
constexpr std::chrono::milliseconds kTick{200};
constexpr int kTicksBetweenAttempts = 5;
constexpr int kTicksBetweenPolls = 5;

class Receiver : public pqxx::notification_receiver {
public:
    // UndefinedBehaviorSanitizer uses a pipe to check a type that it meets for the first time, and that may
    // happen here on a late thread: without a free file descriptor it would take the object for a broken one
    // and end the program.
    __attribute__((no_sanitize("vptr"))) Receiver(pqxx::connection& connection, std::string const& channel,
                                                  std::function<void(std::string const&)> const& on_notice)
        : pqxx::notification_receiver(connection, channel), on_notice_(on_notice)
    {}

    void operator()(std::string const& payload, int) override { on_notice_(payload); }

private:
    std::function<void(std::string const&)> const& on_notice_;
};

}  // namespace

Listener::Listener(Secret url, std::string channel, ListenerEvents events)
    : url_(std::move(url)),
      channel_(std::move(channel)),
      events_(std::move(events)),
      thread_(start_thread("listener",
                           [this](std::stop_token const& stop, ThreadHealth& health) { run(stop, health); }))
{}

/// Ticks continue while the database is unavailable, because clients waiting for notices have deadlines.
/// Meanwhile they poll, and on_gap tells them to check once the connection is back.
void Listener::run(std::stop_token const& stop, ThreadHealth& health)
{
    while (!stop.stop_requested()) {
        try {
            if (url_.empty())
                poll(stop, health);
            else
                listen(stop, health);
        } catch (std::exception const& error) {
            health.failed(error.what());
            for (int ticks = 0; ticks < kTicksBetweenAttempts && !stop.stop_requested(); ++ticks) {
                std::this_thread::sleep_for(kTick);
                tick();
            }
        }
    }
}

void Listener::listen(std::stop_token const& stop, ThreadHealth& health)
{
    auto const connection = open_connection(url_, std::chrono::milliseconds(0));
    Receiver const receiver(*connection, channel_, events_.on_notice);
    health.works();
    events_.on_gap();
    for (int ticks = 1; !stop.stop_requested(); ++ticks) {
        connection->await_notification(0, kTickMicroseconds);
        // Triggers run on the nodes of Citus, where nobody listens.
        if (is_distributed() && ticks % kTicksBetweenPolls == 0)
            events_.on_gap();
        tick();
    }
}

void Listener::poll(std::stop_token const& stop, ThreadHealth& health) const
{
    health.works();
    for (int ticks = 0; !stop.stop_requested(); ++ticks) {
        if (ticks % kTicksBetweenPolls == 0)
            events_.on_gap();
        std::this_thread::sleep_for(kTick);
        tick();
    }
}

void Listener::tick() const
{
    contain_failure("listener", events_.on_tick);
}

}  // namespace rmirror::db
