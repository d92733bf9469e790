// SPDX-License-Identifier: AGPL-3.0-or-later
// What it means for a page that a reading service did not answer well: said once, for all of them.
#pragma once

#include "ocr/failure_table.hpp"
#include "ocr/paid_ask.hpp"
#include "ocr/provider.hpp"

#include "upstream/client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::ocr {

/// How a service is called to its users, and where its operator sets it up.
struct Service {
    ProviderKind kind;
    std::string name;
    std::string key_setting;
    std::string model;
    Secret key = {};  // Never quoted.
};

/// What people are told while nothing is transcribed, whatever the reason: only the administrator can mend
/// it.
constexpr std::string_view kPaused =
    "Transcription is paused on this server. Pages wait, and are transcribed automatically when it resumes.";

/// Nothing when the service has answered with 200, and no error in it. `about`: a refusal of a call that
/// holds nothing of a user's concerns the service.
std::optional<Failure> failure_of(Service const& service, upstream::CallResult const& result, Concern about);

/// The same of a call that may not have been made.
std::optional<Failure> failure_of(Service const& service, Asked const& asked, Concern about);
/// No more may be spent today, or never so much as this takes.
Failure spend_limit(spend::LimitReached const& limit);

/// What a call asks for that tries whether the service answers at all.
constexpr std::string_view kProbe = "Hello";
constexpr spend::Tokens kProbeTokens{.input = 100, .output = 16};

/// It answered with 200, and what it says cannot be used.
Failure bad_answer(Service const& service, std::string_view why);
Failure refusal(Service const& service);
Failure too_large(Service const& service);
/// The text was cut off, and the limit of a day leaves no room to ask for more.
Failure truncation_by_limit();
/// The text was cut off early, by the context that the service gives a call.
Failure small_context(Service const& service);
/// The text was cut off although it was given as much room as the model has.
Failure truncation(Service const& service);

}  // namespace rmirror::ocr
