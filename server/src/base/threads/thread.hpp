// SPDX-License-Identifier: AGPL-3.0-or-later
// Starts the server's threads, and restarts their work after an exception.
#pragma once

#include "base/threads/thread_failures.hpp"

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

/// Starts a thread that is stopped and joined when its handle is destroyed. `work` must watch its
/// std::stop_token; to wait, it uses a std::condition_variable_any, which accepts the token. `name` is shown
/// by tools such as top and gdb and, if the thread fails, by /readyz and the log: at most 15 bytes.
///
/// If `work` throws, the failure is logged and `work` is called again, after a pause of 100 ms that doubles
/// with each consecutive failure up to 5 s. If the thread has been asked to stop, `work` is called once more
/// without a pause. So `work` must be able to start over after an exception, and unwinding must release what
/// it held.
///
/// `work` takes the stop token, and optionally a ThreadHealth& to report recovery after a failure; without
/// it, calling `work` again counts as recovery.
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
