// SPDX-License-Identifier: AGPL-3.0-or-later
// One answer for all who ask the same within a short while, so that it is made no more often however many
// ask.
#pragma once

#include "http/answer.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace rmirror::http {

class SharedAnswer : public std::enable_shared_from_this<SharedAnswer> {
public:
    explicit SharedAnswer(std::chrono::milliseconds kept) : kept_(kept) {}

    using Make = std::function<void(Answer)>;

    /// The last answer while it is fresh; else the one that is being made; else `make` is called to make it,
    /// as a whole and no stream.
    void tell(Answer const& answer, Make const& make);

private:
    class Sink;
    using Clock = std::chrono::steady_clock;

    void give(Reply const& reply);

    std::chrono::milliseconds kept_;
    std::mutex mutex_;
    Reply reply_;
    Clock::time_point fresh_until_;
    bool is_being_made_ = false;
    std::vector<Answer> waiting_;
};

}  // namespace rmirror::http
