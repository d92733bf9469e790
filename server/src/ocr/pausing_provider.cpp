// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/pausing_provider.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::ocr {

namespace {

/// The caller allowed to make the trial call may find no page to read; after this time another caller is
/// allowed.
constexpr std::chrono::seconds kTrial{60};

/// Whether the call's only page was refused for a reason that may concern the page or the service.
bool may_be_for_all(Readings const& readings)
{
    if (readings.answers.size() != 1)
        return false;
    auto const* const failure = std::get_if<Failure>(&readings.answers.front());
    if (!failure || failure->concern == Concern::service)
        return false;
    switch (failure->reason) {
        case Reason::forbidden:
        case Reason::not_found:
        case Reason::limit_refused:
        case Reason::unknown:
            return true;
        default:
            return false;
    }
}

/// Whether a successful batch API call, which contains no page and needs neither credit nor a model, proves
/// that the reason is fixed.
bool is_about_key(Reason reason)
{
    return reason == Reason::bad_key || reason == Reason::not_allowed || reason == Reason::browsers_refused;
}

/// Shortens the page's own delay: the pause holds back all pages anyway, and the pages that started it
/// shouldn't wait longer than the others once it is over.
Failure waiting_shortly(Failure failure)
{
    constexpr std::chrono::seconds kWait{10};
    if (failure.concern == Concern::service)
        failure.outcome.after = std::min(failure.outcome.after, kWait);
    return failure;
}

}  // namespace

Readings PausingProvider::read(std::vector<Page> const& pages)
{
    // While paused by the service, the trial sends no user data until the probe succeeds.
    if (is_refused())
        if (auto const failure = probe())
            return {std::vector<Answer>(pages.size(), waiting_shortly(*failure)), {}};
    auto readings = provider_->read(pages);
    if (may_be_for_all(readings))
        if (auto failure = probe())
            readings.answers.front() = std::move(*failure);
    for (auto& answer : readings.answers) {
        note(answer);
        if (auto* const failure = std::get_if<Failure>(&answer))
            *failure = waiting_shortly(std::move(*failure));
    }
    return readings;
}

std::optional<Failure> PausingProvider::probe()
{
    auto failure = provider_->probe();
    if (failure)
        note(*failure);
    else
        resume(true);
    return failure;
}

bool PausingProvider::is_refused() const
{
    std::lock_guard const lock(mutex_);
    return pause_ && pause_->reason != Reason::spend_limit;
}

std::optional<std::string> PausingProvider::pause_message() const
{
    std::lock_guard const lock(mutex_);
    return pause_ ? std::optional(pause_->sentence) : std::nullopt;
}

std::optional<Reason> PausingProvider::pause_reason() const
{
    std::lock_guard const lock(mutex_);
    return pause_ ? std::optional(pause_->reason) : std::nullopt;
}

bool PausingProvider::is_available()
{
    std::lock_guard const lock(mutex_);
    if (!pause_)
        return true;
    auto const now = options_.now();
    if (now < pause_->until)
        return false;
    pause_->until = now + kTrial;
    return true;
}

void PausingProvider::note(Answer const& answer)
{
    if (auto const* const failure = std::get_if<Failure>(&answer))
        note(*failure);
    else
        resume(true);
}

void PausingProvider::note(Failure const& failure)
{
    advise(failure);
    if (failure.concern == Concern::pages)
        return;
    bool is_new = false;
    {
        std::lock_guard const lock(mutex_);
        is_new = !pause_ || pause_->reason != failure.reason;
        pause_ = {failure.reason, failure.outcome.message, options_.now() + failure.outcome.after};
    }
    if (is_new)
        options_.on_change();
}

void PausingProvider::advise(Failure const& failure)
{
    {
        std::lock_guard const lock(mutex_);
        if (failure.advice.empty() || failure.advice == advice_)
            return;
        advice_ = failure.advice;
    }
    options_.on_advice(failure);
}

void PausingProvider::resume(bool pages_are_read)
{
    {
        std::lock_guard const lock(mutex_);
        if (!pause_ || (!pages_are_read && !is_about_key(pause_->reason)))
            return;
        pause_.reset();
        advice_.clear();
    }
    options_.on_change();
}

void PausingProvider::note_batch_call(std::optional<Failure> const& failure)
{
    if (failure)
        note(*failure);
    else
        resume(false);
}

}  // namespace rmirror::ocr
