// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds a call whose answer may begin, and whose caller may leave, before asking has returned its ticket.
#pragma once

#include "upstream/client.hpp"

#include <mutex>

namespace rmirror::proxy {

class Reins {
public:
    void take(upstream::Ticket ticket)
    {
        std::lock_guard const lock(mutex_);
        ticket_ = std::move(ticket);
        if (cancelled_)
            ticket_.cancel();
        if (resumed_)
            ticket_.resume();
    }

    void cancel()
    {
        std::lock_guard const lock(mutex_);
        cancelled_ = true;
        ticket_.cancel();
    }

    void resume()
    {
        std::lock_guard const lock(mutex_);
        resumed_ = true;
        ticket_.resume();
    }

private:
    std::mutex mutex_;
    upstream::Ticket ticket_;  // Until it is taken, of no call.
    bool cancelled_ = false;
    bool resumed_ = false;
};

}  // namespace rmirror::proxy
