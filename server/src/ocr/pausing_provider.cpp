// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/pausing_provider.hpp"

#include <utility>

namespace rmirror::ocr {

namespace {

/// Whoever may try may find nothing to read; then another may, after this.
constexpr std::chrono::seconds kTrial{60};

/// It lies at the server, not at a page: it is so for all pages until somebody has acted.
bool is_for_all(Reason reason)
{
    return reason == Reason::bad_key || reason == Reason::no_such_model || reason == Reason::no_credit ||
           reason == Reason::spend_limit;
}

/// Whether the only page of a call was refused for what may be about the page or about all there is.
bool may_be_for_all(Readings const& readings)
{
    if (readings.answers.size() != 1)
        return false;
    auto const* const failure = std::get_if<Failure>(&readings.answers.front());
    return failure && (failure->reason == Reason::forbidden || failure->reason == Reason::not_found);
}

}  // namespace

Readings PausingProvider::read(std::vector<Page> const& pages)
{
    // The trial shows the service nothing of a user's until it answers again.
    if (is_refused())
        if (auto const failure = probe())
            return {std::vector<Answer>(pages.size(), *failure), {}};
    auto readings = provider_->read(pages);
    if (may_be_for_all(readings))
        if (auto failure = probe())
            readings.answers.front() = std::move(*failure);
    for (auto const& answer : readings.answers)
        note(answer);
    return readings;
}

std::optional<Failure> PausingProvider::probe()
{
    auto failure = provider_->probe();
    if (failure)
        note(*failure);
    else
        go_on(true);
    return failure;
}

bool PausingProvider::is_refused() const
{
    std::lock_guard const lock(mutex_);
    return pause_ && pause_->reason != Reason::spend_limit;
}

std::optional<std::string> PausingProvider::paused_because() const
{
    std::lock_guard const lock(mutex_);
    return pause_ ? std::optional(pause_->sentence) : std::nullopt;
}

bool PausingProvider::may_be_asked()
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
        go_on(true);
}

void PausingProvider::note(Failure const& failure)
{
    if (!is_for_all(failure.reason))
        return;
    bool is_new = false;
    {
        std::lock_guard const lock(mutex_);
        is_new = !pause_ || pause_->sentence != failure.outcome.message;
        pause_ = {failure.reason, failure.outcome.message, options_.now() + failure.outcome.after};
    }
    if (is_new)
        options_.on_change();
}

void PausingProvider::go_on(bool pages_are_read)
{
    {
        std::lock_guard const lock(mutex_);
        bool const is_about_pages =
            pause_ && (pause_->reason == Reason::no_such_model || pause_->reason == Reason::spend_limit);
        if (!pause_ || (is_about_pages && !pages_are_read))
            return;
        pause_.reset();
    }
    options_.on_change();
}

void PausingProvider::note_batch_call(std::optional<Failure> const& failure)
{
    if (failure)
        note(*failure);
    else
        go_on(false);
}

}  // namespace rmirror::ocr
