// SPDX-License-Identifier: AGPL-3.0-or-later
// Caches one answer for a short time and coalesces concurrent requests, so that making it costs the same
// however many clients ask.
#pragma once

#include "http/answer.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace rmirror::http {

class CachedAnswer : public std::enable_shared_from_this<CachedAnswer> {
public:
    /// `kept`: how long an answer is reused after it was made. A failure (5xx) goes only to the requests that
    /// wait for it.
    explicit CachedAnswer(std::chrono::milliseconds kept) : kept_(kept) {}

    using Make = std::function<void(Answer)>;

    /// Sends the cached answer while it is fresh. Otherwise `answer` gets the one that is being made; if none
    /// is, this calls `make`, which must send a whole reply and no stream.
    void answer_with_cache(Answer const& answer, Make const& make);

private:
    class Sink;
    using Clock = std::chrono::steady_clock;

    void publish(Reply const& reply);

    std::chrono::milliseconds kept_;
    std::mutex mutex_;
    Reply reply_;
    Clock::time_point fresh_until_;
    bool is_being_made_ = false;
    std::vector<Answer> waiting_;
};

}  // namespace rmirror::http
