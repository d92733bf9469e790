// SPDX-License-Identifier: AGPL-3.0-or-later
// How the server starts its threads, and keeps them running whatever they throw.
#pragma once

#include "base/thread_failures.hpp"

#include <functional>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>

namespace rmirror {

namespace detail {

using ThreadWork = std::function<void(std::stop_token const&, ThreadHealth&)>;

void run_thread(char const* name, std::stop_token const& stop, ThreadWork const& work);

}  // namespace detail

/// A thread that is asked to stop and waited for when its handle goes. What it runs should look at its
/// std::stop_token, and wait on a std::condition_variable_any, which takes the token along. `name` is what
/// tools such as top and gdb show, and /readyz and the log where it fails: at most 15 bytes.
///
/// When `work` throws, the failure is logged and `work` is called again, after a pause of 100 ms that doubles
/// with each failure in a row up to 5 s, or without a pause and for the last time when the thread is asked to
/// stop. So `work` must find everything as it needs it at its beginning, and unwinding must give back what it
/// held.
///
/// `work` takes the stop token, or also a ThreadHealth& to say when what has failed works again; otherwise
/// that is so as soon as it is called again.
template <typename Work>
[[nodiscard]] std::jthread start_thread(char const* name, Work work)
{
    return std::jthread([name, work = std::move(work)](std::stop_token const& stop) mutable {
        if constexpr (std::is_invocable_v<Work&, std::stop_token const&, ThreadHealth&>)
            detail::run_thread(name, stop, std::move(work));
        else
            detail::run_thread(name, stop, [&](std::stop_token const& token, ThreadHealth& health) {
                health.works();
                work(token);
            });
    });
}

}  // namespace rmirror
