// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides which call begins next.
#include "upstream/scheduler.hpp"

#include <algorithm>

namespace rmirror::upstream {

using std::chrono::milliseconds;

void Gateway::Scheduler::begin_all()
{
    if (ended_)
        return;
    next_ready_at_.reset();
    do
        wanted_.clear();
    while (begin_next(Priority::interactive) || begin_next(Priority::background));
    for (auto const& [limit, wanted] : wanted_)
        claim(limit, wanted);
    set_alarm();
}

/// Owners take turns (round robin), so that one with many calls doesn't delay others.
bool Gateway::Scheduler::begin_next(Priority priority)
{
    if (counts_.under_way >= options_.max_under_way)
        return false;
    auto const now = alarm_.now();
    auto next = queues_.upper_bound(last_owner_);
    for (std::size_t i = 0; i < queues_.size(); ++i, ++next) {
        if (next == queues_.end())
            next = queues_.begin();
        auto& queue = next->second;
        if (queue.under_way >= queue.max_under_way)
            continue;
        auto const ready = first_ready(queue, priority, now);
        if (ready == calls_.end())
            continue;
        last_owner_ = next->first;
        begin(ready);
        return true;
    }
    return false;
}

Gateway::Scheduler::PendingCalls::iterator Gateway::Scheduler::first_ready(CallerQueue& queue,
                                                                           Priority priority, Time now)
{
    auto room = queue.max_under_way - queue.under_way;
    for (std::size_t i = 0; i < queue.waiting.size() && room > 0;) {
        auto const call = queue.waiting[i];
        auto const& share = call->second.order.share;
        if (share.priority != priority) {
            ++i;
            continue;
        }
        auto& limit = *call->second.limit;
        auto const cool_down = call->second.cool_downs.left(now);
        if (!would_wait(call->second, cool_down, now)) {
            give_back(call, CallOutcome::cooling_down, "the service is cooling down", cool_down);
            continue;
        }
        ++i;
        auto const wait = std::max(cool_down, rate_wait(limit, priority, now));
        if (wait.count() > 0) {
            next_ready_at_ = std::min(next_ready_at_.value_or(now + wait), now + wait);
        } else if (is_shared(limit, now) && limit.claims.granted.of(priority) == 0) {
            ++wanted_[share.limit].of(priority);  // Begins when the claim is answered.
            --room;
        } else {
            return call;
        }
    }
    return calls_.end();
}

bool Gateway::Scheduler::would_wait(PendingCall const& call, milliseconds cool_down, Time now)
{
    if (cool_down.count() == 0)
        return true;
    return cool_down <= call.order.retries.longest_wait && now + cool_down <= call.until;
}

void Gateway::Scheduler::begin(PendingCalls::iterator call)
{
    leave_state(call);
    auto& [number, beginning] = *call;
    auto& limit = *beginning.limit;
    beginning.state = PendingCall::State::under_way;
    ++counts_.under_way;
    ++beginning.queue->under_way;
    ++beginning.tries;
    beginning.begun = alarm_.now();
    if (auto& granted = limit.claims.granted.of(beginning.order.share.priority); granted > 0)
        --granted;
    limit.rate_counter.begin(limit.rate, beginning.order.share.priority, beginning.begun);
    beginning.cool_downs.begin();
    beginning.attempt = std::stop_source();
    hand_over(number, beginning);
}

void Gateway::Scheduler::hand_over(std::uint64_t number, PendingCall& call)
{
    auto done = [scheduler = shared_from_this(), number](CallResult result) {
        scheduler->on_result(number, std::move(result));
    };
    if (!call.order.sink)
        return client_.ask(attempt_of(call), std::move(done), call.attempt.get_token());
    auto sink = *call.order.sink;
    sink.on_head = [scheduler = shared_from_this(), number, on_head = call.order.sink->on_head](
                       int status, Headers const& headers, Sink::Resume resume) {
        scheduler->on_head(number);
        on_head(status, headers, std::move(resume));
    };
    client_.ask(attempt_of(call), std::move(sink), std::move(done), call.attempt.get_token());
}

Call Gateway::Scheduler::attempt_of(PendingCall& call) const
{
    bool const is_last = call.tries >= call.order.retries.max_tries;
    auto attempt = is_last ? std::move(call.order.call) : call.order.call;
    attempt.deadline = std::max(time_left(call.until, call.begun), milliseconds(1));
    return attempt;
}

}  // namespace rmirror::upstream
