// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls that readers of pages have under way, so that they end when the server does.
#pragma once

#include "upstream/gateway.hpp"

#include <list>
#include <mutex>

namespace rmirror::ocr {

class Calls {
public:
    /// The gateway must outlive it.
    Calls(upstream::Gateway& gateway, std::size_t at_once) : gateway_(gateway), at_once_(at_once) {}

    /// Waits for the outcome. From any thread.
    upstream::Outcome ask(upstream::Call call);
    /// As ask(), but what may have been heard is not asked again.
    upstream::Outcome ask_once(upstream::Call call);
    /// Ends those that are under way, and begins no more.
    void stop();

private:
    enum class Repeatable { yes, no };
    upstream::Outcome wait_for(upstream::Call call, Repeatable repeatable);

    upstream::Gateway& gateway_;
    std::size_t at_once_;
    std::mutex mutex_;
    std::list<upstream::Ticket> tickets_;
    bool stopping_ = false;
};

}  // namespace rmirror::ocr
