// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/scheduler.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rmirror::upstream {

using std::chrono::milliseconds;

namespace {

constexpr std::size_t kSweepAbove = 256;  // Owners, limits or groups.

std::string name_of(CallOutcome outcome)
{
    switch (outcome) {
        case CallOutcome::answered:
            return "answered";
        case CallOutcome::unreachable:
            return "unreachable";
        case CallOutcome::refused_address:
            return "refused_address";
        case CallOutcome::too_late:
            return "too_late";
        case CallOutcome::too_large:
            return "too_large";
        case CallOutcome::overloaded:
            return "overloaded";
        case CallOutcome::cooling_down:
            return "held_off";  // The name that metrics have always used.
        case CallOutcome::read_only:
            return "read_only";
        case CallOutcome::cancelled:
            return "cancelled";
        case CallOutcome::stopped:
            break;
    }
    return "stopped";
}

/// GET, and what Notion asks of a POST: searches, queries, and tokens.
bool is_read(Call const& call)
{
    constexpr std::array<std::string_view, 4> kReadingPosts = {"/search", "/query", "/oauth/token",
                                                               "/oauth/revoke"};
    auto const address = std::string_view(call.url).substr(0, call.url.find('?'));
    return call.method == "GET" ||
           (call.method == "POST" &&
            std::any_of(kReadingPosts.begin(), kReadingPosts.end(),
                        [&](std::string_view path) { return address.ends_with(path); }));
}

}  // namespace

Gateway::Scheduler::Scheduler(Client& client, GatewayOptions options, Alarm& alarm,
                              std::function<double()> chance)
    : client_(client), options_(std::move(options)), alarm_(alarm), chance_(std::move(chance))
{}

void Gateway::Scheduler::ask(Order order, Done done)
{
    expect_well_formed(order.call);
    std::lock_guard const lock(mutex_);
    auto const now = alarm_.now();
    sweep(now);
    auto const placed = calls_.try_emplace(++last_number_).first;
    auto& call = placed->second;
    call.queue = &queue_of(order.share);
    call.limit = &limit_of(order.share);
    call.group = group_of(order.share);
    call.cool_downs = cool_downs_of(call);
    call.until = now + order.call.deadline;
    call.body_bytes = order.call.body.size();
    call.order = std::move(order);
    call.done = std::move(done);
    ++call.queue->present;
    ++call.limit->present;
    if (call.group)
        ++call.group->present;
    call.queue->body_bytes += call.body_bytes;
    body_bytes_ += call.body_bytes;
    wait_for_turn(placed, Place::back);
    if (ended_)
        return give_back(placed, CallOutcome::stopped, "the server is stopping");
    if (call.order.cancellation.stop_requested())
        return give_back(placed, CallOutcome::cancelled, "the caller has gone");
    if (options_.only_reads && !is_read(call.order.call))
        return give_back(placed, CallOutcome::read_only, "this server only reads there");
    if (!has_room_for(call))
        return give_back(placed, CallOutcome::overloaded, "too much is in progress");
    watch(placed);
    auto const number = placed->first;
    begin_all();
    // Calls that could begin immediately have begun, so the limits only apply to those that wait.
    auto const left = calls_.find(number);
    if (left != calls_.end() && is_crowded(left->second))
        give_back(left, CallOutcome::overloaded, "too many calls are waiting");
}

/// An owner may hold at most as much as is left for others. An owner who sends large bodies without end gets
/// half of the memory, never all of it.
bool Gateway::Scheduler::has_room_for(PendingCall const& call) const
{
    if (call.body_bytes == 0)
        return true;
    return body_bytes_ <= options_.max_body_bytes &&
           call.queue->body_bytes <= options_.max_body_bytes - body_bytes_;
}

bool Gateway::Scheduler::is_crowded(PendingCall const& call) const
{
    return call.state == PendingCall::State::waiting &&
           (call.queue->waiting.size() > call.queue->max_waiting || counts_.waiting > options_.max_waiting);
}

void Gateway::Scheduler::watch(PendingCalls::iterator call)
{
    call->second.watch.emplace(call->second.order.cancellation,
                               [&client = client_, weak = weak_from_this(), number = call->first] {
                                   client.post([weak, number] {
                                       if (auto const scheduler = weak.lock())
                                           scheduler->cancel(number);
                                   });
                               });
}

void Gateway::Scheduler::cancel(std::uint64_t number)
{
    std::lock_guard const lock(mutex_);
    auto const call = calls_.find(number);
    if (call == calls_.end())
        return;
    if (call->second.state == PendingCall::State::under_way) {
        call->second.attempt.request_stop();
        return;
    }
    give_back(call, CallOutcome::cancelled, "the caller has gone");
    begin_all();
}

void Gateway::Scheduler::end()
{
    std::lock_guard const lock(mutex_);
    ended_ = true;
    for (auto next = calls_.begin(); next != calls_.end();) {
        auto const call = next++;
        if (call->second.state == PendingCall::State::under_way)
            call->second.attempt.request_stop();
        else
            give_back(call, CallOutcome::stopped, "the server is stopping");
    }
}

GatewayCounts Gateway::Scheduler::counts() const
{
    std::lock_guard const lock(mutex_);
    auto counts = counts_;
    counts.open_breakers = cool_down_.breaker.is_open() ? 1 : 0;
    for (auto const& [key, limit] : limits_)
        counts.open_breakers += limit.cool_down.breaker.is_open() ? 1 : 0;
    for (auto const& [key, group] : groups_)
        counts.open_breakers += group.cool_down.breaker.is_open() ? 1 : 0;
    return counts;
}

Gateway::Scheduler::CallerQueue& Gateway::Scheduler::queue_of(Share const& share)
{
    auto& queue = queues_[share.owner];
    queue.max_under_way = share.at_once;
    queue.max_waiting = share.waiting;
    return queue;
}

Gateway::Scheduler::Limit& Gateway::Scheduler::limit_of(Share const& share)
{
    auto& limit = limits_[share.limit];
    limit.rate = share.rate;
    limit.group = share.group;
    return limit;
}

Gateway::Scheduler::Group* Gateway::Scheduler::group_of(Share const& share)
{
    return share.group.empty() ? nullptr : &groups_[share.group];
}

CoolDowns Gateway::Scheduler::cool_downs_of(PendingCall const& call)
{
    if (options_.cools_down == GatewayOptions::CoolsDown::everybody)
        return {cool_down_, nullptr};
    return {call.limit->cool_down, call.group ? &call.group->cool_down : nullptr};
}

/// Removes owners, limits and groups without any state worth keeping.
void Gateway::Scheduler::sweep(Time now)
{
    if (queues_.size() > kSweepAbove)
        std::erase_if(queues_, [](auto const& each) { return each.second.present == 0; });
    auto const is_forgettable = [now](auto const& each) {
        return each.second.present == 0 && each.second.cool_down.is_over(now);
    };
    if (groups_.size() > kSweepAbove)
        std::erase_if(groups_, is_forgettable);
    if (limits_.size() > kSweepAbove)
        std::erase_if(limits_, [&](auto const& each) {
            return is_forgettable(each) && each.second.rate_counter.is_idle(each.second.rate, now);
        });
}

void Gateway::Scheduler::wait_for_turn(PendingCalls::iterator call, Place place)
{
    auto& [number, waiting] = *call;
    waiting.state = PendingCall::State::waiting;
    waiting.timer = timers_.emplace(waiting.until, number);
    auto& queue = waiting.queue->waiting;
    queue.insert(place == Place::front ? queue.begin() : queue.end(), call);
    ++counts_.waiting;
}

/// Schedules a retry. Returns false if the result is final.
bool Gateway::Scheduler::pause(PendingCalls::iterator call, CallResult const& result)
{
    auto& [number, failed] = *call;
    auto const& retries = failed.order.retries;
    if (ended_ || failed.order.cancellation.stop_requested() || failed.has_streamed ||
        failed.tries >= retries.max_tries)
        return false;
    auto const reason = reason_to_retry(retries, result);
    if (reason.empty())
        return false;
    auto const now = alarm_.now();
    auto const wait = pause_before_retry(retries, result, chance_());
    if (!wait || now + *wait >= failed.until || failed.cool_downs.left(now) > retries.longest_wait)
        return false;
    failed.state = PendingCall::State::pausing;
    failed.timer = timers_.emplace(now + *wait, number);
    ++counts_.waiting;
    ++counts_.retries[reason];
    return true;
}

void Gateway::Scheduler::leave_state(PendingCalls::iterator call)
{
    auto& leaving = call->second;
    if (leaving.state == PendingCall::State::under_way) {
        --counts_.under_way;
        --leaving.queue->under_way;
        return;
    }
    --counts_.waiting;
    timers_.erase(leaving.timer);
    auto& queue = leaving.queue->waiting;
    if (leaving.state == PendingCall::State::waiting)
        queue.erase(std::find(queue.begin(), queue.end(), call));
}

void Gateway::Scheduler::remove(PendingCalls::iterator call)
{
    auto const& removed = call->second;
    --removed.queue->present;
    --removed.limit->present;
    if (removed.group)
        --removed.group->present;
    removed.queue->body_bytes -= removed.body_bytes;
    body_bytes_ -= removed.body_bytes;
    calls_.erase(call);
}

void Gateway::Scheduler::give_back(PendingCalls::iterator call, CallOutcome outcome, std::string why,
                                   std::optional<milliseconds> retry_after)
{
    CallResult result;
    result.outcome = outcome;
    result.why = std::move(why);
    result.tries = call->second.tries;
    result.retry_after = retry_after;
    if (outcome == CallOutcome::overloaded || outcome == CallOutcome::cooling_down ||
        outcome == CallOutcome::read_only)
        ++counts_.refused[name_of(outcome)];
    client_.post([done = std::move(call->second.done), result = std::move(result)] { done(result); });
    leave_state(call);
    remove(call);
}

void Gateway::Scheduler::on_head(std::uint64_t number)
{
    std::lock_guard const lock(mutex_);
    calls_.at(number).has_streamed = true;
}

void Gateway::Scheduler::on_result(std::uint64_t number, CallResult result)
{
    Done done;
    {
        std::lock_guard const lock(mutex_);
        auto const call = calls_.find(number);
        leave_state(call);
        note(call->second, result);
        if (!pause(call, result)) {
            done = std::move(call->second.done);
            remove(call);
        }
        begin_all();
    }
    if (done)
        done(std::move(result));
}

void Gateway::Scheduler::note(PendingCall& call, CallResult& result)
{
    auto const now = alarm_.now();
    bool const answered = result.outcome == CallOutcome::answered;
    if (result.outcome == CallOutcome::cancelled && ended_)
        result.outcome = CallOutcome::stopped;
    result.tries = call.tries;
    ++counts_.answers[answered ? std::to_string(result.status) : name_of(result.outcome)];
    counts_.milliseconds += static_cast<std::uint64_t>(time_left(now, call.begun).count());
    if (answered)
        result.retry_after = retry_after_of(result.headers);
    auto const& share = call.order.share;
    bool const speaks = applies_to_service(result);
    bool const is_for_group = speaks && share.is_for_group && share.is_for_group(result);
    call.cool_downs.note(answered || call.has_streamed ? result.status : 0,
                         speaks ? result.retry_after : std::nullopt, is_for_group, now);
    if (speaks && result.retry_after)
        share_pause(share, is_for_group, *result.retry_after);
    auto const left = call.cool_downs.left(now);
    if (speaks && left.count() > 0)
        result.retry_after = std::max(result.retry_after.value_or(left), left);
}

void Gateway::Scheduler::set_alarm()
{
    auto target = next_ready_at_;
    if (!timers_.empty())
        target = std::min(target.value_or(timers_.begin()->first), timers_.begin()->first);
    if (!target || (alarm_at_ && *alarm_at_ <= *target))
        return;
    alarm_at_ = target;
    alarm_.at(*target, [weak = weak_from_this()] {
        if (auto const scheduler = weak.lock())
            scheduler->wake();
    });
}

void Gateway::Scheduler::wake()
{
    std::lock_guard const lock(mutex_);
    alarm_at_.reset();
    if (ended_)
        return;
    auto const now = alarm_.now();
    while (!timers_.empty() && timers_.begin()->first <= now)
        on_timer(calls_.find(timers_.begin()->second));
    begin_all();
}

void Gateway::Scheduler::on_timer(PendingCalls::iterator call)
{
    if (call->second.state == PendingCall::State::waiting)
        return give_back(call, CallOutcome::too_late, "the deadline passed before the call could start");
    leave_state(call);
    wait_for_turn(call, Place::front);
}

}  // namespace rmirror::upstream
