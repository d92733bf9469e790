// SPDX-License-Identifier: AGPL-3.0-or-later
// What a request to Notion asks for, as far as this server must know before it passes it on.
#pragma once

#include "http/reply.hpp"
#include "http/request.hpp"
#include "proxy/notion/endpoints.hpp"

#include <optional>
#include <string>
#include <variant>

namespace rmirror::proxy::notion {

struct Asked {
    std::string target;                        // Path and query, as Notion is asked: "/v1/pages/…".
    std::optional<std::string> connection_id;  // Named in the address, in lower case and with hyphens.
};

/// Or the refusal: of ids that are none, and of pieces of lists that are too large.
std::variant<Asked, http::Reply> read_request(Endpoint const& endpoint, http::Request const& request);

}  // namespace rmirror::proxy::notion
