// SPDX-License-Identifier: AGPL-3.0-or-later
// Behind a gateway: who waits, who is under way, who pauses before the next try. Everything under one lock,
// which is never held while somebody is told.
#pragma once

#include "upstream/breaker.hpp"
#include "upstream/gateway.hpp"

#include <algorithm>
#include <deque>
#include <mutex>

namespace rmirror::upstream {

class Gateway::Desk final : public Ticket::Office, public std::enable_shared_from_this<Desk> {
public:
    Desk(Client& client, GatewayOptions options, Alarm& alarm, std::function<double()> chance);

    Ticket ask(Order order, Done done);
    void cancel(std::uint64_t call) override;
    void resume(std::uint64_t call) override;
    /// Everybody is told that it stopped.
    void end();

    GatewayCounts counts() const;
    GatewayOptions const& options() const { return options_; }

private:
    using Time = Alarm::Time;
    static constexpr std::chrono::seconds kMinute{60};
    using Timers = std::multimap<Time, std::uint64_t>;

    static std::chrono::milliseconds time_left(Time then, Time now)
    {
        return std::max(std::chrono::ceil<std::chrono::milliseconds>(then - now),
                        std::chrono::milliseconds(0));
    }

    /// For whom a service's wish for a rest holds.
    struct Quiet {
        Breaker breaker;
        Time until;  // As Retry-After said.

        std::chrono::milliseconds rest(Time now) const;
    };

    /// All calls of one share.
    struct Lane {
        Share share;
        std::size_t present = 0;  // Whatever their state.
        std::size_t under_way = 0;
        std::deque<std::uint64_t> waiting;
        std::deque<Time> begun;  // In the last minute, where that is limited.
        Quiet quiet;
    };

    struct Errand {
        enum class State { waiting, under_way, pausing };

        Order order;
        Done done;
        Lane* lane = nullptr;
        Time until;  // Its deadline.
        State state = State::waiting;
        Timers::iterator timer;
        std::size_t body_bytes = 0;
        Ticket ticket;  // At the client, while it is under way.
        Time begun;
        int tries = 0;
        bool is_trial = false;
        bool was_shown = false;  // A listener has part of the answer: it cannot begin anew.
        bool is_cancelled = false;
    };
    using Errands = std::map<std::uint64_t, Errand>;

    Lane& lane_of(Share share);
    Quiet& quiet_of(Lane& lane);
    void sweep(Time now);

    enum class Place { front, back };
    void wait_for_turn(Errands::iterator errand, Place place);
    bool pause(Errands::iterator errand, Outcome const& outcome);
    /// Out of waiting, pausing or being under way.
    void leave_state(Errands::iterator errand);
    void remove(Errands::iterator errand);
    /// Removes the errand and tells its owner, later and on the client's thread.
    void give_back(Errands::iterator errand, Ending ending, std::string why,
                   std::optional<std::chrono::milliseconds> retry_after = std::nullopt);
    void refuse_if_crowded(std::uint64_t number);

    void begin_all();
    bool begin_next();
    /// Gives back who would rather not wait that long.
    void hold_off(Lane& lane, std::chrono::milliseconds rest);
    void begin(Lane& lane);
    Call call_of(Errand& errand) const;
    Ticket hand_over(std::uint64_t number, Errand& errand);
    void on_head(std::uint64_t number);
    void on_outcome(std::uint64_t number, Outcome outcome);
    void note(Errand& errand, Outcome& outcome);

    void set_alarm();
    void wake();
    void on_timer(Errands::iterator errand);

    static std::chrono::milliseconds rate_wait(Lane& lane, Time now);

    Client& client_;
    GatewayOptions const options_;
    Alarm& alarm_;
    std::function<double()> chance_;
    mutable std::mutex mutex_;
    std::map<std::string, Lane> lanes_;
    Errands errands_;
    Timers timers_;
    std::optional<Time> look_again_;  // When time alone lets a lane go on.
    std::optional<Time> alarm_at_;
    Quiet quiet_;
    GatewayCounts counts_;
    std::string last_key_;  // Whose turn it was.
    std::size_t body_bytes_ = 0;
    std::uint64_t last_number_ = 0;
    bool ended_ = false;
};

}  // namespace rmirror::upstream
