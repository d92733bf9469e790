// SPDX-License-Identifier: AGPL-3.0-or-later
// Who reads pages, as the settings say.
#pragma once

#include "ocr/ask.hpp"
#include "ocr/claude_batches.hpp"
#include "ocr/provider.hpp"

#include "base/settings.hpp"

#include <memory>
#include <string>

namespace rmirror::ocr {

/// Whether there is anybody.
bool has_provider(Settings const& settings);

/// Refuses settings that do not go together.
Result<Done> check_settings(Settings const& settings);

/// None when there is nobody. The settings must hold.
std::unique_ptr<Provider> configured_provider(Settings const& settings, PaidAsk ask);

/// Of the model that the settings name.
spend::Budget configured_budget(Settings const& settings, spend::Account& account);

/// What is reserved for a page of one picture.
spend::Nanodollars least_cost_of_page(Settings const& settings, spend::Account& account);

/// None when there is nobody who reads batches. `ask_once` never asks twice what may have been heard.
std::unique_ptr<BatchProvider> configured_batches(Settings const& settings, Ask ask_once,
                                                  ClaudeBatches::Note note, spend::Budget budget = {});

}  // namespace rmirror::ocr
