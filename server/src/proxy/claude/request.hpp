// SPDX-License-Identifier: AGPL-3.0-or-later
// What a request to Claude asks for, as far as this server must know before it passes it on.
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
    // The most that it may take.
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
};

/// Reads the body without copying its pictures. Refuses what could be read in two ways, such as a member that
/// comes twice, since the body is passed on as it is, and what would reach beyond its sender: files and
/// containers belong to the server's key and so to all who use it.
std::variant<RequestFacts, Refusal> read_request(std::string_view body, Rules const& rules);

}  // namespace rmirror::proxy::claude
