// SPDX-License-Identifier: AGPL-3.0-or-later
// A question about some texts, as a request for Claude.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rmirror::proxy::claude {

struct SourceText {
    std::string title;
    std::string text;
};

struct Question {
    std::string model;
    std::string prompt;
    std::vector<SourceText> sources;  // What may be read for the answer.
    std::int64_t max_tokens = 0;
    bool is_stream = false;
};

/// The body of a call to the Messages API. Texts are given as documents, apart from the prompt, and Claude is
/// told that they are no instructions. It is given no tools, so all that it can do is answer.
std::string body_of(Question const& question);

}  // namespace rmirror::proxy::claude
