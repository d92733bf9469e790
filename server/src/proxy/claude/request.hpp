// SPDX-License-Identifier: AGPL-3.0-or-later
// Extracts from a request to Claude what this server must know before it passes it on.
#pragma once

#include "proxy/claude/rules.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::proxy::claude {

struct RequestFacts {
    std::string model;
    std::size_t images = 0;
    bool is_stream = false;
    // Upper bounds on the tokens used.
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
};

/// Parses the body without copying its images. The body is passed on unchanged, so whatever could be parsed
/// in two ways, such as a duplicate member, is refused. So is access to files and containers, which belong to
/// the server's key and are therefore shared by all its users.
std::variant<RequestFacts, Refusal> read_request(std::string_view body, Rules const& rules);

}  // namespace rmirror::proxy::claude
