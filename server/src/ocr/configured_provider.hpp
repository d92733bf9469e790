// SPDX-License-Identifier: AGPL-3.0-or-later
// Creates the transcription provider that the settings select.
#pragma once

#include "ocr/claude/claude_batches.hpp"
#include "ocr/provider.hpp"
#include "ocr/service/service_call.hpp"

#include "base/settings/settings.hpp"

#include <memory>
#include <string>

namespace rmirror::ocr {

/// Whether a provider is configured.
bool has_provider(Settings const& settings);

/// Rejects combinations of settings that contradict each other.
Result<Done> check_settings(Settings const& settings);

/// Returns nullptr if no provider is configured. The settings must pass check_settings().
std::unique_ptr<Provider> configured_provider(Settings const& settings, BudgetedCall ask);

/// Budget for the configured model.
spend::Budget configured_budget(Settings const& settings, spend::Account& account);

/// The amount reserved for a page with one picture.
spend::Nanodollars min_cost_of_page(Settings const& settings, spend::Account& account);

/// Returns nullptr unless Claude is configured. `ask_once` must not retry a call that the service may have
/// received.
std::unique_ptr<BatchProvider> configured_batches(Settings const& settings, Ask ask_once,
                                                  ClaudeBatches::Note note, spend::Budget budget = {});

}  // namespace rmirror::ocr
