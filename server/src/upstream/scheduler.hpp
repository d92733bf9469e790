// SPDX-License-Identifier: AGPL-3.0-or-later
// The scheduler behind a gateway: which calls wait, are in progress, or pause before a retry. One mutex
// guards everything; it isn't held while callbacks run.
#pragma once

#include "upstream/cool_down.hpp"
#include "upstream/gateway.hpp"
#include "upstream/shared_rate_counters.hpp"

#include <algorithm>
#include <deque>
#include <mutex>

namespace rmirror::upstream {

class Gateway::Scheduler final : public std::enable_shared_from_this<Scheduler> {
public:
    Scheduler(Client& client, GatewayOptions options, Alarm& alarm, std::function<double()> chance);

    void ask(Order order, Done done);
    /// Ends all calls as `stopped`.
    void end();

    GatewayCounts counts() const;
    GatewayOptions const& options() const { return options_; }

private:
    using Time = Alarm::Time;
    using Timers = std::multimap<Time, std::uint64_t>;

    static std::chrono::milliseconds time_left(Time then, Time now)
    {
        return std::max(std::chrono::ceil<std::chrono::milliseconds>(then - now),
                        std::chrono::milliseconds(0));
    }

    /// Slots of one limit that all processes share.
    struct Claims {
        bool is_under_way = false;
        Places granted;      // Only set while the calls that claimed them begin.
        Time next_claim_at;  // When to claim more interactive slots.
        Time next_background_claim_at;
        Time alone_until;  // Until then, slots can't be shared and only this process is counted.

        Time next_claim_for(Priority priority) const
        {
            return priority == Priority::interactive ? next_claim_at : next_background_claim_at;
        }
    };

    /// The service's unit of rate limiting.
    struct Limit {
        std::size_t present = 0;  // Calls in any state.
        Rate rate;
        RateCounter rate_counter;
        CoolDown cool_down;
        std::string group;
        Claims claims;
    };

    /// Limits that the service pauses together.
    struct Group {
        std::size_t present = 0;
        CoolDown cool_down;
    };

    struct PendingCall;
    /// By number, in order of arrival.
    using PendingCalls = std::map<std::uint64_t, PendingCall>;

    /// The calls of one owner.
    struct CallerQueue {
        std::size_t present = 0;  // Calls in any state.
        std::size_t body_bytes = 0;
        std::size_t under_way = 0;
        std::size_t max_under_way = 0;
        std::size_t max_waiting = 0;
        std::deque<PendingCalls::iterator> waiting;
    };

    struct PendingCall {
        enum class State { waiting, under_way, pausing };

        Order order;
        Done done;
        CallerQueue* queue = nullptr;
        Limit* limit = nullptr;
        Group* group = nullptr;
        CoolDowns cool_downs;
        Time until;  // Its deadline.
        State state = State::waiting;
        Timers::iterator timer;
        std::size_t body_bytes = 0;
        /// Cancels the current attempt at the client.
        std::stop_source attempt{std::nostopstate};
        /// Reacts to the caller's cancellation. It only posts a task, because it may run while `mutex_` is
        /// held.
        std::optional<std::stop_callback<std::function<void()>>> watch;
        Time begun;
        int tries = 0;
        bool has_streamed = false;  // A sink received part of the answer, so no retry is possible.
    };

    void cancel(std::uint64_t number);
    void watch(PendingCalls::iterator call);
    CallerQueue& queue_of(Share const& share);
    Limit& limit_of(Share const& share);
    Group* group_of(Share const& share);
    CoolDowns cool_downs_of(PendingCall const& call);
    void sweep(Time now);

    enum class Place { front, back };
    void wait_for_turn(PendingCalls::iterator call, Place place);
    bool pause(PendingCalls::iterator call, CallResult const& result);
    /// Ends waiting, pausing or being in progress.
    void leave_state(PendingCalls::iterator call);
    void remove(PendingCalls::iterator call);
    /// Removes the call; its `done` runs later on the client's thread.
    void give_back(PendingCalls::iterator call, CallOutcome outcome, std::string why,
                   std::optional<std::chrono::milliseconds> retry_after = std::nullopt);
    bool has_room_for(PendingCall const& call) const;
    /// Whether the queue that `call` waits in is too long.
    bool is_crowded(PendingCall const& call) const;

    /// Begins all calls that may begin, claims shared slots for those that need one, and sets the alarm.
    void begin_all();
    bool begin_next(Priority priority);
    /// The queue's first call that may begin now, or end(). Ends calls that would have to wait longer than
    /// they accept.
    PendingCalls::iterator first_ready(CallerQueue& queue, Priority priority, Time now);
    bool is_shared(Limit const& limit, Time now) const;
    std::chrono::milliseconds rate_wait(Limit& limit, Priority priority, Time now) const;
    void claim(std::string const& limit, Places wanted);
    void on_claimed(std::string const& limit, std::optional<SharedRateCounters::Granted> const& granted);
    void share_pause(Share const& share, bool is_for_group, std::chrono::milliseconds pause);
    static bool would_wait(PendingCall const& call, std::chrono::milliseconds cool_down, Time now);
    void begin(PendingCalls::iterator call);
    Call attempt_of(PendingCall& call) const;
    void hand_over(std::uint64_t number, PendingCall& call);
    void on_head(std::uint64_t number);
    void on_result(std::uint64_t number, CallResult result);
    void note(PendingCall& call, CallResult& result);

    void set_alarm();
    void wake();
    void on_timer(PendingCalls::iterator call);

    Client& client_;
    GatewayOptions const options_;
    Alarm& alarm_;
    std::function<double()> chance_;
    mutable std::mutex mutex_;
    std::map<std::string, CallerQueue> queues_;  // By owner.
    std::map<std::string, Limit> limits_;
    std::map<std::string, Group> groups_;
    std::map<std::string, Places> wanted_;  // By limit, for calls that only lack a shared slot.
    PendingCalls calls_;
    Timers timers_;
    std::optional<Time> next_ready_at_;  // When the passing of time alone allows a call to begin.
    std::optional<Time> alarm_at_;
    CoolDown cool_down_;
    GatewayCounts counts_;
    std::string last_owner_;  // The owner of the last call that began.
    std::size_t body_bytes_ = 0;
    std::uint64_t last_number_ = 0;
    bool ended_ = false;
};

}  // namespace rmirror::upstream
