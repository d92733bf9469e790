// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/gateway.hpp"

#include "upstream/scheduler.hpp"

#include <future>
#include <random>

namespace rmirror::upstream {

namespace {

std::function<double()> real_chance()
{
    return [generator = std::mt19937(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>(0, 1)(generator);
    };
}

}  // namespace

Gateway::Gateway(Client& client, GatewayOptions options, Alarm* alarm, std::function<double()> chance)
    : scheduler_(std::make_shared<Scheduler>(client, std::move(options), alarm ? *alarm : client,
                                             chance ? std::move(chance) : real_chance()))
{}

Gateway::~Gateway()
{
    stop();
}

void Gateway::stop()
{
    scheduler_->end();
}

void Gateway::ask(Order order, Done done)
{
    scheduler_->ask(std::move(order), std::move(done));
}

CallResult Gateway::ask_and_wait(Order order)
{
    std::promise<CallResult> promise;
    ask(std::move(order), [&promise](CallResult result) { promise.set_value(std::move(result)); });
    return promise.get_future().get();
}

GatewayCounts Gateway::counts() const
{
    return scheduler_->counts();
}

std::string const& Gateway::name() const
{
    return scheduler_->options().name;
}

std::string const& Gateway::address() const
{
    return scheduler_->options().address;
}

}  // namespace rmirror::upstream
