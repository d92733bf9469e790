// SPDX-License-Identifier: AGPL-3.0-or-later
// Classifies error responses of transcription services by shared/ocr/failures.json. The dashboard uses the
// same table (web/src/ai/failure-table.ts).
#pragma once

#include "ocr/provider.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::ocr {

/// Selects the table of rules.
enum class ProviderKind { claude, openai };

/// The content of an error body in any of the usual forms: an object, an array of one (Gemini), a string
/// instead of an object (Ollama), another service's error inside (OpenRouter), or no JSON at all.
struct ErrorAnswer {
    std::string message;             // For users; one line, possibly empty.
    std::string searched;            // All messages, in lower case.
    std::vector<std::string> names;  // Types, codes and reasons.
    std::optional<int> status;       // The status code inside the body, if any.
    bool is_error = false;           // The body declares an error, whatever the HTTP status.
};
ErrorAnswer read_error(std::string_view body);

/// The effective status: the error's own code if an error arrives in a response with a success status.
int status_of(int status, ErrorAnswer const& error);

/// Reason of the first matching rule; Reason::unknown if none matches.
Reason judge(ProviderKind kind, int status, ErrorAnswer const& error);

/// URL of the service's settings page where the customer can fix it; empty if the table has none.
std::string place_of(ProviderKind kind, Reason reason);

}  // namespace rmirror::ocr
