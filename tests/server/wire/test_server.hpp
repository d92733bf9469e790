// SPDX-License-Identifier: AGPL-3.0-or-later
// A server on a free port, with routes that show what tests want to see, and its log kept.
#pragma once

#include "eventually.hpp"
#include "wire/client.hpp"
#include "wire/server.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace rmirror::wire::test {

using namespace http;

/// Values handed from the server's threads to the test, which waits for them.
template <typename Value>
class Inbox {
public:
    void put(Value value)
    {
        {
            std::lock_guard const lock(mutex_);
            values_.push_back(std::move(value));
        }
        changed_.notify_all();
    }

    Value take()
    {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, rmirror::test::kHangLimit, [this] { return !values_.empty(); }))
            throw std::runtime_error("what the test waits for does not come");
        auto value = std::move(values_.front());
        values_.pop_front();
        return value;
    }

    std::optional<Value> take_if_any()
    {
        std::lock_guard const lock(mutex_);
        if (values_.empty())
            return std::nullopt;
        auto value = std::move(values_.front());
        values_.pop_front();
        return value;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Value> values_;
};

/// A request that another thread than the loop answers.
struct Pending {
    Request request;
    Answer answer;
};

/// /hello, /big/:bytes, /upload (1 MB), /small (10 bytes), /throw, /header?value=, /client, /pending (also
/// POST, 1 MB), /forgotten, /work
Routes test_routes(Inbox<Pending>& pending);

class TestServer {
public:
    explicit TestServer(Limits limits = {}, FrontOptions front = {},
                        std::size_t body_memory = kDefaultBodyMemory,
                        std::size_t body_memory_each = kDefaultBodyMemory,
                        std::size_t threads = ServerOptions{}.threads);

    std::uint16_t port() const { return server_.port(); }
    Server& server() { return server_; }
    Inbox<Pending>& pending() { return pending_; }
    MemoryBudget const& bodies() const { return *bodies_; }
    std::string log() const;
    /// Whether it still answers.
    bool is_well();

private:
    ServerOptions options(Limits limits, FrontOptions front, std::size_t threads);

    Inbox<Pending> pending_;
    mutable std::mutex log_mutex_;
    std::string log_text_;
    Log log_;
    std::shared_ptr<MemoryBudget> bodies_;
    Server server_;
};

/// Its one loop knows who is idle and who is not before it accepts another.
class ServerOfOneLoop : public TestServer {
public:
    explicit ServerOfOneLoop(Limits limits)
        : TestServer(limits, {}, kDefaultBodyMemory, kDefaultBodyMemory, 1)
    {}
};

}  // namespace rmirror::wire::test
