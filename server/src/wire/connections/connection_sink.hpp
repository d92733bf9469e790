// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers an answer from any thread to its connection, as tasks on the connection's loop.
#pragma once

#include "http/answer_sink.hpp"
#include "wire/connections/task_queue.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace rmirror::wire {

class ConnectionSink : public http::AnswerSink {
public:
    /// `gone` is set by the connection when the client disconnects.
    ConnectionSink(std::shared_ptr<TaskQueue> tasks, std::uint64_t connection, std::uint64_t request,
                   std::shared_ptr<std::atomic<bool> const> gone)
        : tasks_(std::move(tasks)), connection_(connection), request_(request), gone_(std::move(gone))
    {}

    void send(http::Reply reply) override;
    void begin(http::Reply head, std::shared_ptr<http::StreamState> state) override;
    void write(std::string piece) override;
    void end() override;
    void cut() override;
    void notify_on_disconnect(std::function<void()> notify) override;
    bool is_wanted() const override { return !gone_->load(); }

private:
    std::shared_ptr<TaskQueue> tasks_;
    std::uint64_t connection_;
    std::uint64_t request_;
    std::shared_ptr<std::atomic<bool> const> gone_;
};

}  // namespace rmirror::wire
