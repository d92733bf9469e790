// SPDX-License-Identifier: AGPL-3.0-or-later
#include "javascript/pool.hpp"

#include <utility>

namespace rmirror::javascript {

Pool::Pool(std::string_view script, std::string_view name, std::size_t threads) : script_(script), name_(name)
{
    // So that the library is still there when a pool that lives as long as the program ends its threads.
    open_library();
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this](std::stop_token const& stop) { work(stop); });
}

CallResult Pool::call(std::string_view function, std::string_view argument,
                      std::optional<std::chrono::milliseconds> time)
{
    Call call{.function = function, .argument = argument, .time = time};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&call);
    asked_.notify_one();
    answered_.wait(lock, [&call] { return call.is_done; });
    if (call.exception)
        std::rethrow_exception(call.exception);
    return std::move(call.result);
}

void Pool::work(std::stop_token const& stop)
{
    Engine engine(script_, name_);
    std::unique_lock lock(mutex_);
    while (asked_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
        auto& call = *waiting_.front();
        waiting_.pop_front();
        lock.unlock();
        try {
            call.result = engine.call(call.function, call.argument, call.time);
        } catch (...) {
            call.exception = std::current_exception();
        }
        lock.lock();
        call.is_done = true;
        answered_.notify_all();
    }
}

}  // namespace rmirror::javascript
