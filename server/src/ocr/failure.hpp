// SPDX-License-Identifier: AGPL-3.0-or-later
// What it means for a page that a reading service did not answer well: said once, for all of them.
#pragma once

#include "ocr/paid_ask.hpp"
#include "ocr/provider.hpp"

#include "upstream/client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::ocr {

/// How a service is called to its users, and where its operator sets it up.
struct Service {
    std::string name;
    std::string key_setting;
    std::string model;
};

/// What a call was about: where it holds nothing of a user's, a refusal is about the service.
enum class About { pages, service };

/// Nothing when the service has answered with 200.
std::optional<Failure> failure_of(Service const& service, upstream::CallResult const& result, About about);

/// The same of a call that may not have been made.
std::optional<Failure> failure_of(Service const& service, Asked const& asked, About about);
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
/// Whether the service refused the limit of the answer, or its name, and may answer without it.
bool refuses_limit(Service const& service, upstream::CallResult const& result);
/// The text was cut off although it was given as much room as the model has.
Failure truncation(Service const& service);

}  // namespace rmirror::ocr
