// SPDX-License-Identifier: AGPL-3.0-or-later
// What the error of a transcription service means, by shared/ocr/failures.json: the dashboard judges by the
// same table (web/src/ai/failure-table.ts).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::ocr {

/// What an error says of itself, whichever of the usual forms it has: an object, an array of one (Gemini), a
/// text in place of an object (Ollama), the error of another service inside (OpenRouter), or no JSON at all.
struct ErrorAnswer {
    std::string message;             // For people; one line, possibly empty.
    std::string searched;            // All messages, in small letters.
    std::vector<std::string> names;  // Types, codes and reasons.
    std::optional<int> status;       // As the body has it.
    bool is_error = false;           // False when the body is JSON without an error in it.
};
ErrorAnswer read_error(std::string_view body);

/// A reason of the table. "unknown" when no rule matches.
std::string judge(std::string_view table, int status, ErrorAnswer const& error);

/// Where an administrator corrects it. Empty when the table names no place.
std::string place_of(std::string_view table, std::string_view reason);

}  // namespace rmirror::ocr
