// SPDX-License-Identifier: AGPL-3.0-or-later
// One client: its bytes in, its requests one after another, its answers out, and a deadline for each step.
#pragma once

#include "base/memory_budget.hpp"
#include "http/service.hpp"
#include "wire/connection_table.hpp"
#include "wire/limits.hpp"
#include "wire/output.hpp"
#include "wire/request_reader.hpp"
#include "wire/response_head.hpp"
#include "wire/task_queue.hpp"
#include "wire/transfer_deadline.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rmirror::wire {

/// What all connections of a loop share.
struct LoopContext {
    Limits const& limits;
    http::Service& service;
    std::shared_ptr<TaskQueue> tasks;
    std::atomic<bool> const& draining;
    std::shared_ptr<MemoryBudget> bodies;   // And what answers hold until their clients have taken it.
    std::shared_ptr<MemoryBudget> parsing;  // What bodies become when they are parsed.
};

/// Lives on its loop's thread alone. It never removes itself: the loop looks at closed() after every call.
class Connection {
public:
    Connection(std::uint64_t number, int socket, std::string client, LoopContext& context);
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    void on_readable();
    void on_writable();
    void on_hangup();
    void on_tick(Clock::time_point now);

    /// Each is dropped unless that request is the one being answered.
    void answer(std::uint64_t request, http::Reply const& reply);
    bool begin_stream(std::uint64_t request, http::Reply const& head,
                      std::shared_ptr<http::StreamState> state);
    void stream_piece(std::uint64_t request, std::string const& piece);
    void end_stream(std::uint64_t request);
    void cut_stream(std::uint64_t request);
    /// False when nobody waits for that answer; else `tell` is called as soon as that is so.
    bool tell_when_gone(std::uint64_t request, std::function<void()> tell);

    /// For another client: at once, unless this one waits for an answer, which is then its last.
    void leave();

    std::uint64_t number() const { return number_; }
    int socket() const { return socket_; }
    bool closed() const { return phase_ == Phase::closed; }
    /// Since when the client has let us wait; Presence::kNever while it waits for us.
    Clock::time_point idle_since() const;
    bool wants_read() const;
    bool wants_write() const { return !closed() && !output_.empty(); }
    /// Whether to be told that the client stopped sending although we do not read.
    bool wants_hangup() const { return is_watched() && !wants_read(); }

private:
    enum class Phase {
        head,       // Waiting for a request or for the rest of its head.
        body,       // Reading the rest of a request.
        handling,   // Somebody is making the answer.
        streaming,  // The answer comes in pieces.
        lingering,  // All is said; what still comes is thrown away, so that the client can read our last
                    // words.
        closed,
    };

    void advance();
    bool read_request();
    bool read_body();
    bool find_room();
    void refuse_for_want_of_room();
    void ask_for_body();
    bool admit();
    bool has_body_come();
    void hand_over();
    bool find_room_for(http::Reply const& reply);
    void refuse(Refusal const& refusal);
    void respond(http::Reply const& reply);
    void write_head(http::Reply const& reply, Framing framing);
    void flush();
    void after_drained();
    void end_exchange();
    void queue(std::string bytes, std::size_t credits = 0);
    void note(http::Code status);
    void close();
    void on_deadline();
    bool has_time_left(Clock::time_point now);
    std::size_t taken_bytes() const;
    void wait_for_more();
    void on_client_finished();
    bool is_current(std::uint64_t request, Phase phase) const;
    /// Whether somebody wants to know when the client stops sending.
    bool is_watched() const { return phase_ == Phase::streaming || on_gone_; }
    void tell_gone();
    void expect_within(std::chrono::milliseconds time) { deadline_ = Clock::now() + time; }
    Limits const& limits() const { return context_.limits; }

    std::uint64_t number_;
    int socket_;
    std::string client_;
    LoopContext& context_;
    Phase phase_ = Phase::head;
    std::string input_;
    RequestReader reader_;
    std::shared_ptr<MemoryShare> share_;       // Of the body that is being read.
    std::optional<MemoryShare> answer_share_;  // Of the answer that is being sent.
    /// The client has left, or sent its last byte; told to whoever makes the answer.
    std::shared_ptr<std::atomic<bool>> gone_ = std::make_shared<std::atomic<bool>>(false);
    Output output_;
    http::Admission admission_;
    http::Exchange exchange_;
    std::shared_ptr<http::StreamState> stream_;
    std::function<void()> on_gone_;  // While handling, for who makes the answer.
    Framing framing_ = Framing::length;
    std::uint64_t request_ = 0;   // Counts this connection's requests; the one being answered.
    TransferDeadline receiving_;  // Of the body.
    TransferDeadline sending_;    // While there is output.
    std::size_t sent_bytes_ = 0;  // To the kernel, by all answers.
    Clock::time_point progress_at_ = Clock::now();  // When the client last sent or took something.
    Clock::time_point deadline_;
    Clock::time_point started_;
    bool keep_alive_ = true;
    bool is_head_ = false;
    bool http_1_0_ = false;
    bool is_leaving_ = false;
    bool head_started_ = false;
    bool continued_ = false;  // "100 Continue" was said.
    bool write_shut_ = false;
    bool client_finished_ = false;  // It sent its last byte; it may still read.
};

}  // namespace rmirror::wire
