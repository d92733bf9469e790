// SPDX-License-Identifier: AGPL-3.0-or-later
// A service that refuses the server's key refuses it for every page: after the first time the pages wait, and
// now and then one call tries whether somebody has acted.
#pragma once

#include "ocr/provider.hpp"

#include <functional>
#include <memory>
#include <mutex>

namespace rmirror::ocr {

class PausingProvider final : public Provider {
public:
    using Clock = std::chrono::steady_clock;

    explicit PausingProvider(std::unique_ptr<Provider> provider,
                             std::function<Clock::time_point()> now = Clock::now);

    Readings read(std::vector<Page> const& pages) override;
    std::size_t pages_together() const override { return provider_->pages_together(); }

    /// False while pages wait. When their time is over this is true for one who asks, whose call is the
    /// trial; the others wait for what comes of it. From any thread.
    bool may_be_asked();
    /// What came of a call about batches, which others make; nothing: it went well, which says nothing of the
    /// model.
    void note_batch_call(std::optional<Failure> const& failure);

private:
    void note(Answer const& answer);
    void note(Failure const& failure);

    std::unique_ptr<Provider> provider_;
    std::function<Clock::time_point()> now_;
    std::mutex mutex_;
    std::optional<Reason> paused_for_;
    Clock::time_point until_;
};

}  // namespace rmirror::ocr
