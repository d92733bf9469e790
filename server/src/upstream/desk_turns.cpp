// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose turn it is.
#include "upstream/desk.hpp"

#include <algorithm>

namespace rmirror::upstream {

using std::chrono::milliseconds;

void Gateway::Desk::begin_all()
{
    if (ended_)
        return;
    look_again_.reset();
    while (begin_next()) {}
    set_alarm();
}

/// Lanes take turns, so that one with many calls does not keep the others waiting.
bool Gateway::Desk::begin_next()
{
    if (counts_.under_way >= options_.most_under_way)
        return false;
    auto const now = alarm_.now();
    auto next = lanes_.upper_bound(last_key_);
    for (std::size_t i = 0; i < lanes_.size(); ++i, ++next) {
        if (next == lanes_.end())
            next = lanes_.begin();
        auto& lane = next->second;
        if (lane.waiting.empty() || lane.under_way >= lane.share.at_once)
            continue;
        auto const rest = quiet_of(lane).rest(now);
        hold_off(lane, rest);
        auto const wait = std::max(rest, rate_wait(lane, now));
        if (lane.waiting.empty() || wait.count() > 0) {
            if (!lane.waiting.empty())
                look_again_ = std::min(look_again_.value_or(now + wait), now + wait);
            continue;
        }
        last_key_ = next->first;
        begin(lane);
        return true;
    }
    return false;
}

void Gateway::Desk::hold_off(Lane& lane, milliseconds rest)
{
    if (rest.count() == 0)
        return;
    auto const then = alarm_.now() + rest;
    for (auto const number : std::deque<std::uint64_t>(lane.waiting)) {
        auto const errand = errands_.find(number);
        auto const& held = errand->second;
        if (held.order.retries.longest_wait < rest || held.until < then)
            give_back(errand, Ending::held_off, "the service asked for a rest", rest);
    }
}

milliseconds Gateway::Desk::rate_wait(Lane& lane, Time now)
{
    if (lane.share.per_minute == 0)
        return milliseconds(0);
    while (!lane.begun.empty() && lane.begun.front() + kMinute <= now)
        lane.begun.pop_front();
    if (lane.begun.size() < lane.share.per_minute)
        return milliseconds(0);
    return time_left(lane.begun[lane.begun.size() - lane.share.per_minute] + kMinute, now);
}

void Gateway::Desk::begin(Lane& lane)
{
    auto const errand = errands_.find(lane.waiting.front());
    leave_state(errand);
    auto& [number, beginning] = *errand;
    beginning.state = Errand::State::under_way;
    ++counts_.under_way;
    ++lane.under_way;
    ++beginning.tries;
    beginning.begun = alarm_.now();
    if (lane.share.per_minute > 0)
        lane.begun.push_back(beginning.begun);
    beginning.is_trial = quiet_of(lane).breaker.begin();
    beginning.ticket = hand_over(number, beginning);
}

Ticket Gateway::Desk::hand_over(std::uint64_t number, Errand& errand)
{
    auto done = [desk = shared_from_this(), number](Outcome outcome) {
        desk->on_outcome(number, std::move(outcome));
    };
    if (!errand.order.listener)
        return client_.ask(call_of(errand), std::move(done));
    auto listener = *errand.order.listener;
    listener.on_head = [desk = shared_from_this(), number, on_head = errand.order.listener->on_head](
                           int status, Headers const& headers) {
        desk->on_head(number);
        on_head(status, headers);
    };
    return client_.ask(call_of(errand), std::move(listener), std::move(done));
}

Call Gateway::Desk::call_of(Errand& errand) const
{
    bool const is_last = errand.tries >= errand.order.retries.most_tries;
    auto call = is_last ? std::move(errand.order.call) : errand.order.call;
    call.deadline = std::max(time_left(errand.until, errand.begun), milliseconds(1));
    return call;
}

}  // namespace rmirror::upstream
