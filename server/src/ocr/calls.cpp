// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/calls.hpp"

#include <future>

namespace rmirror::ocr {

upstream::Outcome Calls::ask(upstream::Call call)
{
    // Being read twice does a page no harm.
    return wait_for(std::move(call), Repeatable::yes);
}

upstream::Outcome Calls::ask_once(upstream::Call call)
{
    return wait_for(std::move(call), Repeatable::no);
}

upstream::Outcome Calls::wait_for(upstream::Call call, Repeatable repeatable)
{
    upstream::Order order;
    order.call = std::move(call);
    order.share = {.key = "reading", .at_once = at_once_, .waiting = at_once_};
    order.retries.repeatable = repeatable == Repeatable::yes;
    std::promise<upstream::Outcome> promise;
    std::list<upstream::Ticket>::iterator ticket;
    {
        std::lock_guard const lock(mutex_);
        if (stopping_) {
            upstream::Outcome stopped;
            stopped.ending = upstream::Ending::stopped;
            return stopped;
        }
        ticket = tickets_.insert(tickets_.end(),
                                 gateway_.ask(std::move(order), [&promise](upstream::Outcome outcome) {
                                     promise.set_value(std::move(outcome));
                                 }));
    }
    auto outcome = promise.get_future().get();
    std::lock_guard const lock(mutex_);
    tickets_.erase(ticket);
    return outcome;
}

void Calls::stop()
{
    std::lock_guard const lock(mutex_);
    stopping_ = true;
    for (auto const& ticket : tickets_)
        ticket.cancel();
}

}  // namespace rmirror::ocr
