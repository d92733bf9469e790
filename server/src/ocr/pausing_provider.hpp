// SPDX-License-Identifier: AGPL-3.0-or-later
// A circuit breaker around a Provider. A service that rejects the server's key rejects it for every page, so
// after the first such failure all pages wait and a single trial call is made now and then. A refusal that
// may concern one page only pauses transcription if probe(), which sends no user data, is refused too.
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
        /// Called from any thread after transcription was paused or resumed.
        std::function<void()> on_change = [] {};
        /// Called from any thread with a failure that the administrator can fix. The same advice isn't
        /// repeated until a different one occurs or transcription resumes.
        std::function<void(Failure const&)> on_advice = [](auto const&) {};
    };

    explicit PausingProvider(std::unique_ptr<Provider> provider) : PausingProvider(std::move(provider), {}) {}
    PausingProvider(std::unique_ptr<Provider> provider, Options options)
        : provider_(std::move(provider)), options_(std::move(options))
    {}

    Readings read(std::vector<Page> const& pages) override;
    std::optional<Failure> probe() override;
    std::string version() const override { return provider_->version(); }
    std::size_t max_pages_per_call() const override { return provider_->max_pages_per_call(); }

    /// False while pages wait. Once the pause's time is over, returns true to one caller, whose call is the
    /// trial; other callers keep waiting for its result. Thread-safe.
    bool is_available() override;
    /// Message for users while pages wait; nullopt while they are transcribed. Thread-safe.
    std::optional<std::string> pause_message() const;
    std::optional<Reason> pause_reason() const;
    /// Reports the result of a batch API call made elsewhere; nullopt if it succeeded. A success proves
    /// nothing about the model, so it only ends a pause that was about the key.
    void note_batch_call(std::optional<Failure> const& failure);

private:
    struct Pause {
        Reason reason;
        std::string sentence;
        Clock::time_point until;
    };

    /// Whether the pause was caused by the service, not by the spending limit.
    bool is_refused() const;
    void note(Answer const& answer);
    void note(Failure const& failure);
    void advise(Failure const& failure);
    void resume(bool pages_are_read);

    std::unique_ptr<Provider> provider_;
    Options options_;
    mutable std::mutex mutex_;
    std::optional<Pause> pause_;
    std::string advice_;  // The last one that was reported.
};

}  // namespace rmirror::ocr
