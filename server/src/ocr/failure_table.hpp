// SPDX-License-Identifier: AGPL-3.0-or-later
// What the error of a transcription service means, by shared/ocr/failures.json: the dashboard judges by the
// same table (web/src/ai/failure-table.ts).
#pragma once

#include "ocr/provider.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::ocr {

/// Whose errors are judged, and by which table.
enum class ProviderKind { claude, openai };

/// What an error says of itself, whichever of the usual forms it has: an object, an array of one (Gemini), a
/// text in place of an object (Ollama), the error of another service inside (OpenRouter), or no JSON at all.
struct ErrorAnswer {
    std::string message;             // For people; one line, possibly empty.
    std::string searched;            // All messages, in small letters.
    std::vector<std::string> names;  // Types, codes and reasons.
    std::optional<int> status;       // As the body has it.
    bool is_error = false;           // The body says so itself, whatever the status.
};
ErrorAnswer read_error(std::string_view body);

/// The status that an answer means: of one with an error in it the error's own, where it has one.
int status_of(int status, ErrorAnswer const& error);

/// By the first rule that matches; Reason::unknown when none does.
Reason judge(ProviderKind kind, int status, ErrorAnswer const& error);

/// The page of the service where its customer corrects it. Empty when the table names none.
std::string place_of(ProviderKind kind, Reason reason);

}  // namespace rmirror::ocr
