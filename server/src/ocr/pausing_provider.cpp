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
    return reason == Reason::bad_key || reason == Reason::no_such_model || reason == Reason::no_credit;
}

}  // namespace

PausingProvider::PausingProvider(std::unique_ptr<Provider> provider, std::function<Clock::time_point()> now)
    : provider_(std::move(provider)), now_(std::move(now))
{}

Readings PausingProvider::read(std::vector<Page> const& pages)
{
    auto readings = provider_->read(pages);
    for (auto const& answer : readings.answers)
        note(answer);
    return readings;
}

bool PausingProvider::may_be_asked()
{
    std::lock_guard const lock(mutex_);
    if (!paused_for_)
        return true;
    auto const now = now_();
    if (now < until_)
        return false;
    until_ = now + kTrial;
    return true;
}

void PausingProvider::note(Answer const& answer)
{
    if (auto const* const failure = std::get_if<Failure>(&answer))
        return note(*failure);
    std::lock_guard const lock(mutex_);
    paused_for_.reset();
}

void PausingProvider::note(Failure const& failure)
{
    if (!is_for_all(failure.reason))
        return;
    std::lock_guard const lock(mutex_);
    paused_for_ = failure.reason;
    until_ = now_() + failure.after;
}

void PausingProvider::note_batch_call(std::optional<Failure> const& failure)
{
    if (failure)
        return note(*failure);
    std::lock_guard const lock(mutex_);
    if (paused_for_ != Reason::no_such_model)
        paused_for_.reset();
}

}  // namespace rmirror::ocr
