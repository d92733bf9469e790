// SPDX-License-Identifier: AGPL-3.0-or-later
// Extracts from a request to Notion what this server must know before it passes it on.
#pragma once

#include "http/reply.hpp"
#include "http/request.hpp"
#include "proxy/notion/endpoints.hpp"

#include <optional>
#include <string>
#include <variant>

namespace rmirror::proxy::notion {

struct Asked {
    std::string target;                        // Path and query sent to Notion: "/v1/pages/…".
    std::optional<std::string> connection_id;  // From the URL; in lower case with hyphens.
};

/// Returns the refusal for an invalid id, or for a page size above Notion's maximum.
std::variant<Asked, http::Reply> read_request(Endpoint const& endpoint, http::Request const& request);

}  // namespace rmirror::proxy::notion
