// SPDX-License-Identifier: AGPL-3.0-or-later
// Maps every unsuccessful answer of a transcription service to what happens to the page. Shared by all
// providers.
#pragma once

#include "ocr/provider.hpp"
#include "ocr/service/budgeted_call.hpp"
#include "ocr/service/failure_table.hpp"

#include "upstream/client/client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::ocr {

/// The service's name in messages to users, and the settings an administrator configures it with.
struct Service {
    ProviderKind kind;
    std::string name;
    std::string key_setting;
    std::string model;
    Secret key = {};  // Redacted from quoted messages.
};

/// Shown to users while nothing is transcribed, whatever the reason: only the administrator can fix it.
constexpr std::string_view kPaused =
    "Transcription is paused on this server. Pages wait, and are transcribed automatically when it resumes.";

/// Returns nullopt if the service answered 200 without an error in the body. `about` is Concern::service for
/// a call without user data, so that an ambiguous refusal is blamed on the service.
std::optional<Failure> failure_of(Service const& service, upstream::CallResult const& result, Concern about);

/// The same for a call that the spending limit may have prevented.
std::optional<Failure> failure_of(Service const& service, BudgetedResult const& asked, Concern about);
/// Today's spending limit is used up, or is lower than this call's cost on any day.
Failure spend_limit(spend::LimitReached const& limit);

/// The prompt of probe(), which tests whether the service answers at all, and the tokens reserved for it.
constexpr std::string_view kProbe = "Hello";
constexpr spend::Tokens kProbeTokens{.input = 100, .output = 16};

/// A 200 whose content can't be used.
Failure bad_answer(Service const& service, std::string_view why);
Failure refusal(Service const& service);
Failure too_large(Service const& service);
/// The text was truncated, and the daily spending limit doesn't allow a longer answer.
Failure truncation_by_limit();
/// The text was truncated early because the service's context window is too small.
Failure small_context(Service const& service);
/// The text was truncated although the model's maximum output was requested.
Failure truncation(Service const& service);

}  // namespace rmirror::ocr
