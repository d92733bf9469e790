// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses the transcription a model returned. The text is untrusted input: it is bounded, validated and never
// acted on.
#pragma once

#include "ocr/provider.hpp"
#include "ocr/service/failure.hpp"

#include <string_view>
#include <vector>

namespace rmirror::ocr {

/// `text` is JSON by shared/ocr/schema.json. Returns one answer per page; an error in one page doesn't affect
/// the others. Numbers out of range are clamped and characters that PostgreSQL can't store are removed; a
/// missing member or one of the wrong type makes that page a bad answer.
std::vector<Answer> read_answer(Service const& service, std::vector<Page> const& pages,
                                std::string_view text);

}  // namespace rmirror::ocr
