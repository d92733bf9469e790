// SPDX-License-Identifier: AGPL-3.0-or-later
// One client's connection: reads requests, sends answers, one exchange after another, and enforces a deadline
// for each step.
#pragma once

#include "base/memory_budget.hpp"
#include "http/dispatch/service.hpp"
#include "wire/connections/connection_table.hpp"
#include "wire/connections/output.hpp"
#include "wire/connections/task_queue.hpp"
#include "wire/connections/transfer_deadline.hpp"
#include "wire/messages/limits.hpp"
#include "wire/messages/request_reader.hpp"
#include "wire/messages/response_head.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rmirror::wire {

/// Shared by all connections of a loop.
struct LoopContext {
    Limits const& limits;
    http::Service& service;
    std::shared_ptr<TaskQueue> tasks;
    std::atomic<bool> const& draining;
    std::shared_ptr<MemoryBudget> bodies;   // Request bodies, and unsent answers.
    std::shared_ptr<MemoryBudget> parsing;  // Parsed bodies.
};

/// Used on its loop's thread only. It never destroys itself: the loop checks closed() after every call.
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

    /// Each call is ignored unless `request` is the one being answered.
    void answer(std::uint64_t request, http::Reply const& reply);
    bool begin_stream(std::uint64_t request, http::Reply const& head,
                      std::shared_ptr<http::StreamState> state);
    void stream_piece(std::uint64_t request, std::string const& piece);
    void end_stream(std::uint64_t request);
    void cut_stream(std::uint64_t request);
    /// Returns false if that request is no longer waiting. Otherwise calls `tell` when the client
    /// disconnects.
    bool notify_on_disconnect(std::uint64_t request, std::function<void()> notify);

    /// Makes room for another client: closes now, or after the current answer if one is being made.
    void leave();

    std::uint64_t number() const { return number_; }
    int socket() const { return socket_; }
    bool closed() const { return phase_ == Phase::closed; }
    /// When the client last sent or received something, for choosing the connection to close; later for an
    /// unfinished exchange. Presence::kNever while the client waits for the server.
    Clock::time_point idle_since() const;
    bool wants_read() const;
    bool wants_write() const { return !closed() && !output_.empty(); }
    /// Whether epoll should report that the client shut down its sending side, although reading is paused.
    bool wants_hangup() const { return is_watched() && !wants_read(); }

private:
    enum class Phase {
        head,       // Waiting for a request or the rest of its head.
        body,       // Reading the rest of a request.
        handling,   // A handler is making the answer.
        streaming,  // The answer is sent in pieces.
        lingering,  // The last answer was sent; discards input until the client has read it.
        closed,
    };

    void advance();
    bool read_request();
    bool read_body();
    bool reserve_body_memory();
    void refuse_out_of_memory();
    void ask_for_body();
    bool admit();
    bool skip_small_body();
    void dispatch();
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
    /// Whether a handler must learn that the client has shut down its sending side.
    bool is_watched() const { return phase_ == Phase::streaming || on_disconnect_; }
    void notify_disconnect();
    void expect_within(std::chrono::milliseconds time) { deadline_ = Clock::now() + time; }
    Limits const& limits() const { return context_.limits; }

    std::uint64_t number_;
    int socket_;
    std::string client_;
    LoopContext& context_;
    Phase phase_ = Phase::head;
    std::string input_;
    RequestReader reader_;
    std::shared_ptr<MemoryShare> share_;       // For the body being read.
    std::optional<MemoryShare> answer_share_;  // For the answer being sent.
    /// True once the client has disconnected or shut down its sending side. Shared with the handler's sink.
    std::shared_ptr<std::atomic<bool>> gone_ = std::make_shared<std::atomic<bool>>(false);
    Output output_;
    http::Admission admission_;
    http::Exchange exchange_;
    std::shared_ptr<http::StreamState> stream_;
    std::function<void()> on_disconnect_;  // The handler's callback, during Phase::handling.
    Framing framing_ = Framing::length;
    std::uint64_t request_ = 0;                     // Number of the current request on this connection.
    TransferDeadline receiving_;                    // For the body.
    TransferDeadline sending_;                      // While there is output.
    std::size_t sent_bytes_ = 0;                    // Given to the kernel, for all answers.
    Clock::time_point progress_at_ = Clock::now();  // When the client last sent or received something.
    Clock::time_point deadline_;
    Clock::time_point started_;
    bool keep_alive_ = true;
    bool is_head_ = false;
    bool http_1_0_ = false;
    bool is_leaving_ = false;
    bool head_started_ = false;
    bool continued_ = false;  // "100 Continue" was sent.
    bool write_shut_ = false;
    bool client_finished_ = false;  // It shut down its sending side, but may still read.
};

}  // namespace rmirror::wire
