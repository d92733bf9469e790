// SPDX-License-Identifier: AGPL-3.0-or-later
// A few threads with an engine each, for callers on any number of threads.
#pragma once

#include "javascript/engine.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

namespace rmirror::javascript {

/// Engines are large and only compute, so more of them than processors would be of no use.
class Pool {
public:
    /// `script` and `name` as for Engine. A thread makes its engine when it is first needed.
    Pool(std::string_view script, std::string_view name, std::size_t threads);
    ~Pool() = default;
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;

    /// As Engine::call(), on one of the threads, when it is free.
    CallResult call(std::string_view function, std::string_view argument,
                    std::optional<std::chrono::milliseconds> time = std::nullopt);

private:
    struct Call {
        std::string_view function;
        std::string_view argument;
        std::optional<std::chrono::milliseconds> time;
        CallResult result = {};
        std::exception_ptr exception = nullptr;
        bool is_done = false;
    };
    void work(std::stop_token const& stop);

    std::string_view script_;
    std::string_view name_;
    std::mutex mutex_;
    std::condition_variable_any asked_;
    std::condition_variable answered_;
    std::deque<Call*> waiting_;
    std::vector<std::jthread> threads_;  // Last, because they use the others.
};

}  // namespace rmirror::javascript
