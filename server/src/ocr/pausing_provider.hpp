// SPDX-License-Identifier: AGPL-3.0-or-later
// A service that refuses the server's key refuses it for every page: after the first time the pages wait, and
// now and then one call tries whether somebody has acted. A refusal that may be about one page is none of
// the kind, until a call without anything of a user's is refused as well.
#pragma once

#include "ocr/provider.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace rmirror::ocr {

class PausingProvider final : public Provider {
public:
    using Clock = std::chrono::steady_clock;

    struct Options {
        std::function<Clock::time_point()> now = Clock::now;
        /// Called, from any thread, after transcription was paused or resumed.
        std::function<void()> on_change = [] {};
        /// Called, from any thread, with a failure that the administrator can mend: once, until another comes
        /// or transcription resumes.
        std::function<void(Failure const&)> on_advice = [](auto const&) {};
    };

    explicit PausingProvider(std::unique_ptr<Provider> provider) : PausingProvider(std::move(provider), {}) {}
    PausingProvider(std::unique_ptr<Provider> provider, Options options)
        : provider_(std::move(provider)), options_(std::move(options))
    {}

    Readings read(std::vector<Page> const& pages) override;
    std::optional<Failure> probe() override;
    std::size_t pages_together() const override { return provider_->pages_together(); }

    /// False while pages wait. When their time is over this is true for one who asks, whose call is the
    /// trial; the others wait for what comes of it. From any thread.
    bool may_be_asked() override;
    /// A sentence for users while pages wait; nothing while they are read. From any thread.
    std::optional<std::string> paused_because() const;
    std::optional<Reason> paused_by() const;
    /// What came of a call about batches, which others make; nothing: it went well, which says nothing of the
    /// model.
    void note_batch_call(std::optional<Failure> const& failure);

private:
    struct Pause {
        Reason reason;
        std::string sentence;
        Clock::time_point until;
    };

    /// Paused by the service itself.
    bool is_refused() const;
    void note(Answer const& answer);
    void note(Failure const& failure);
    void advise(Failure const& failure);
    void go_on(bool pages_are_read);

    std::unique_ptr<Provider> provider_;
    Options options_;
    mutable std::mutex mutex_;
    std::optional<Pause> pause_;
    std::string advice_;  // The last that was reported.
};

}  // namespace rmirror::ocr
