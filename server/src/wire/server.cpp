// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/server.hpp"

#include "wire/event_loop.hpp"

#include <utility>

namespace rmirror::wire {

class Server::Reactor {
public:
    Reactor(ServerOptions const& options, http::Service& service)
        : setting_(std::make_shared<EventLoopSetting>(options.limits, service, options.bodies)),
          acceptor_(std::make_shared<Acceptor>(options.listen))
    {
        reactor_->init(Pistache::Aio::AsyncContext(options.threads, "http"));
        key_ = reactor_->addHandler(std::make_shared<EventLoop>(setting_));
        auto const loops = this->loops();
        loops.front()->accept_from(acceptor_, loops);
        reactor_->run();
    }

    ~Reactor() { reactor_->shutdown(); }
    Reactor(Reactor const&) = delete;
    Reactor& operator=(Reactor const&) = delete;

    std::uint16_t port() const { return acceptor_->port(); }
    EventLoopSetting const& setting() const { return *setting_; }

    void drain()
    {
        acceptor_->refuse();
        for (auto* const loop : loops())
            loop->drain();
    }

private:
    std::vector<EventLoop*> loops() const
    {
        std::vector<EventLoop*> loops;
        for (auto const& handler : reactor_->handlers(key_))
            loops.push_back(static_cast<EventLoop*>(handler.get()));
        return loops;
    }

    std::shared_ptr<EventLoopSetting> setting_;
    std::shared_ptr<Acceptor> acceptor_;
    std::shared_ptr<Pistache::Aio::Reactor> reactor_ = Pistache::Aio::Reactor::create();
    Pistache::Aio::Reactor::Key key_;
};

Server::Server(ServerOptions options, Log& log)
    : front_(std::move(options.front), log), reactor_(std::make_unique<Reactor>(options, front_))
{
    port_ = reactor_->port();
}

Server::~Server() = default;

std::size_t Server::connections() const
{
    return reactor_->setting().connections.load();
}

bool Server::drain(std::chrono::milliseconds at_most)
{
    constexpr std::chrono::milliseconds kLook{10};
    reactor_->drain();
    for (auto const end = Clock::now() + at_most; connections() > 0;) {
        if (Clock::now() > end)
            return false;
        std::this_thread::sleep_for(kLook);
    }
    return true;
}

}  // namespace rmirror::wire
