// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/desk.hpp"

#include <algorithm>

namespace rmirror::upstream {

using std::chrono::milliseconds;

namespace {

constexpr std::size_t kSweepAbove = 256;  // Lanes.

std::string name_of(Ending ending)
{
    switch (ending) {
        case Ending::answered:
            return "answered";
        case Ending::unreachable:
            return "unreachable";
        case Ending::too_late:
            return "too_late";
        case Ending::too_large:
            return "too_large";
        case Ending::overloaded:
            return "overloaded";
        case Ending::held_off:
            return "held_off";
        case Ending::cancelled:
            return "cancelled";
        case Ending::stopped:
            break;
    }
    return "stopped";
}

/// Statuses whose Retry-After speaks for the service and not for one call.
bool asks_for_rest(Outcome const& outcome)
{
    return outcome.ending == Ending::answered &&
           (outcome.status == 429 || outcome.status == 503 || outcome.status == 529);
}

}  // namespace

milliseconds Gateway::Desk::Quiet::rest(Time now) const
{
    return std::max(breaker.rest(now), time_left(until, now));
}

Gateway::Desk::Desk(Client& client, GatewayOptions options, Alarm& alarm, std::function<double()> chance)
    : client_(client), options_(std::move(options)), alarm_(alarm), chance_(std::move(chance))
{}

Ticket Gateway::Desk::ask(Order order, Done done)
{
    expect_well_formed(order.call);
    std::lock_guard const lock(mutex_);
    auto const number = ++last_number_;
    auto const now = alarm_.now();
    sweep(now);
    Errand errand;
    errand.lane = &lane_of(order.share);
    errand.until = now + order.call.deadline;
    errand.body_bytes = order.call.body.size();
    errand.order = std::move(order);
    errand.done = std::move(done);
    ++errand.lane->present;
    body_bytes_ += errand.body_bytes;
    auto const placed = errands_.emplace(number, std::move(errand)).first;
    wait_for_turn(placed, Place::back);
    if (ended_) {
        give_back(placed, Ending::stopped, "the server stops");
    } else if (body_bytes_ > options_.most_body_bytes) {
        give_back(placed, Ending::overloaded, "too much is under way");
    } else {
        begin_all();
        refuse_if_crowded(number);
    }
    return {weak_from_this(), number};
}

/// Whoever could begin at once has done so: the bounds are for those who wait.
void Gateway::Desk::refuse_if_crowded(std::uint64_t number)
{
    auto const errand = errands_.find(number);
    if (errand == errands_.end() || errand->second.state != Errand::State::waiting)
        return;
    auto const& lane = *errand->second.lane;
    if (lane.waiting.size() > lane.share.waiting || counts_.waiting > options_.most_waiting)
        give_back(errand, Ending::overloaded, "too many calls wait already");
}

void Gateway::Desk::cancel(std::uint64_t call)
{
    std::lock_guard const lock(mutex_);
    auto const errand = errands_.find(call);
    if (errand == errands_.end())
        return;
    errand->second.is_cancelled = true;
    if (errand->second.state == Errand::State::under_way)
        return errand->second.ticket.cancel();
    give_back(errand, Ending::cancelled, "whoever asked has left");
    begin_all();
}

void Gateway::Desk::resume(std::uint64_t call)
{
    std::lock_guard const lock(mutex_);
    auto const errand = errands_.find(call);
    if (errand != errands_.end() && errand->second.state == Errand::State::under_way)
        errand->second.ticket.resume();
}

void Gateway::Desk::end()
{
    std::lock_guard const lock(mutex_);
    ended_ = true;
    for (auto next = errands_.begin(); next != errands_.end();) {
        auto const errand = next++;
        if (errand->second.state == Errand::State::under_way)
            errand->second.ticket.cancel();
        else
            give_back(errand, Ending::stopped, "the server stops");
    }
}

GatewayCounts Gateway::Desk::counts() const
{
    std::lock_guard const lock(mutex_);
    auto counts = counts_;
    counts.open_breakers = quiet_.breaker.is_open() ? 1 : 0;
    for (auto const& [key, lane] : lanes_)
        counts.open_breakers += lane.quiet.breaker.is_open() ? 1 : 0;
    return counts;
}

Gateway::Desk::Lane& Gateway::Desk::lane_of(Share share)
{
    auto& lane = lanes_[share.key];
    lane.share = std::move(share);
    return lane;
}

Gateway::Desk::Quiet& Gateway::Desk::quiet_of(Lane& lane)
{
    return options_.rests == GatewayOptions::Rests::everybody ? quiet_ : lane.quiet;
}

/// Forgets lanes that hold nothing worth remembering.
void Gateway::Desk::sweep(Time now)
{
    if (lanes_.size() <= kSweepAbove)
        return;
    std::erase_if(lanes_, [now](auto const& each) {
        auto const& lane = each.second;
        bool const limits = !lane.begun.empty() && lane.begun.back() + kMinute > now;
        return lane.present == 0 && !limits && lane.quiet.rest(now).count() == 0 &&
               !lane.quiet.breaker.is_open();
    });
}

void Gateway::Desk::wait_for_turn(Errands::iterator errand, Place place)
{
    auto& [number, waiting] = *errand;
    waiting.state = Errand::State::waiting;
    waiting.timer = timers_.emplace(waiting.until, number);
    auto& queue = waiting.lane->waiting;
    queue.insert(place == Place::front ? queue.begin() : queue.end(), number);
    ++counts_.waiting;
}

/// False when the outcome stands.
bool Gateway::Desk::pause(Errands::iterator errand, Outcome const& outcome)
{
    auto& [number, failed] = *errand;
    auto const& retries = failed.order.retries;
    if (ended_ || failed.is_cancelled || failed.was_shown || failed.tries >= retries.most_tries)
        return false;
    auto const reason = reason_to_retry(retries, outcome);
    if (reason.empty())
        return false;
    auto const now = alarm_.now();
    auto const wait = pause_before_retry(retries, outcome, chance_());
    if (!wait || now + *wait >= failed.until || quiet_of(*failed.lane).rest(now) > retries.longest_wait)
        return false;
    failed.state = Errand::State::pausing;
    failed.timer = timers_.emplace(now + *wait, number);
    ++counts_.waiting;
    ++counts_.retries[reason];
    return true;
}

void Gateway::Desk::leave_state(Errands::iterator errand)
{
    auto& [number, leaving] = *errand;
    if (leaving.state == Errand::State::under_way) {
        --counts_.under_way;
        --leaving.lane->under_way;
        return;
    }
    --counts_.waiting;
    timers_.erase(leaving.timer);
    auto& queue = leaving.lane->waiting;
    if (leaving.state == Errand::State::waiting)
        queue.erase(std::find(queue.begin(), queue.end(), number));
}

void Gateway::Desk::remove(Errands::iterator errand)
{
    --errand->second.lane->present;
    body_bytes_ -= errand->second.body_bytes;
    errands_.erase(errand);
}

void Gateway::Desk::give_back(Errands::iterator errand, Ending ending, std::string why,
                              std::optional<milliseconds> retry_after)
{
    Outcome outcome;
    outcome.ending = ending;
    outcome.why = std::move(why);
    outcome.tries = errand->second.tries;
    outcome.retry_after = retry_after;
    if (ending == Ending::overloaded || ending == Ending::held_off)
        ++counts_.refused[name_of(ending)];
    client_.post([done = std::move(errand->second.done), outcome = std::move(outcome)] { done(outcome); });
    leave_state(errand);
    remove(errand);
}

void Gateway::Desk::on_head(std::uint64_t number)
{
    std::lock_guard const lock(mutex_);
    errands_.at(number).was_shown = true;
}

void Gateway::Desk::on_outcome(std::uint64_t number, Outcome outcome)
{
    Done done;
    {
        std::lock_guard const lock(mutex_);
        auto const errand = errands_.find(number);
        leave_state(errand);
        note(errand->second, outcome);
        if (!pause(errand, outcome)) {
            done = std::move(errand->second.done);
            remove(errand);
        }
        begin_all();
    }
    if (done)
        done(std::move(outcome));
}

void Gateway::Desk::note(Errand& errand, Outcome& outcome)
{
    auto const now = alarm_.now();
    bool const answered = outcome.ending == Ending::answered;
    if (outcome.ending == Ending::cancelled && ended_)
        outcome.ending = Ending::stopped;
    outcome.tries = errand.tries;
    ++counts_.answers[answered ? std::to_string(outcome.status) : name_of(outcome.ending)];
    counts_.milliseconds += static_cast<std::uint64_t>(time_left(now, errand.begun).count());
    if (answered)
        outcome.retry_after = retry_after_of(outcome.headers);
    auto& quiet = quiet_of(*errand.lane);
    quiet.breaker.note(answered || errand.was_shown ? outcome.status : 0, errand.is_trial, now);
    if (!asks_for_rest(outcome))
        return;
    if (outcome.retry_after)
        quiet.until = std::max(quiet.until, now + *outcome.retry_after);
    auto const rest = quiet.rest(now);
    if (rest.count() > 0)
        outcome.retry_after = std::max(outcome.retry_after.value_or(rest), rest);
}

void Gateway::Desk::set_alarm()
{
    auto target = look_again_;
    if (!timers_.empty())
        target = std::min(target.value_or(timers_.begin()->first), timers_.begin()->first);
    if (!target || (alarm_at_ && *alarm_at_ <= *target))
        return;
    alarm_at_ = target;
    alarm_.at(*target, [weak = weak_from_this()] {
        if (auto const desk = weak.lock())
            desk->wake();
    });
}

void Gateway::Desk::wake()
{
    std::lock_guard const lock(mutex_);
    alarm_at_.reset();
    if (ended_)
        return;
    auto const now = alarm_.now();
    while (!timers_.empty() && timers_.begin()->first <= now)
        on_timer(errands_.find(timers_.begin()->second));
    begin_all();
}

void Gateway::Desk::on_timer(Errands::iterator errand)
{
    if (errand->second.state == Errand::State::waiting)
        return give_back(errand, Ending::too_late, "the deadline passed before it could begin");
    leave_state(errand);
    wait_for_turn(errand, Place::front);
}

}  // namespace rmirror::upstream
