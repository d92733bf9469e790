// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses and verifies Notion webhook deliveries. Notion first sends the verification token once, unsigned,
// then events signed with that token. An event is only a hint: it may be late, duplicated or out of order.
#pragma once

#include "base/secret.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::notion {

constexpr std::string_view kSignatureHeader = "X-Notion-Signature";

/// Verifies the HMAC-SHA256 signature in constant time. An empty token verifies nothing.
bool is_signed(Secret const& token, std::string_view signature, std::string_view body);

/// The verification token from the unsigned first delivery; anyone can send one. Returns nullopt if it can't
/// be a token.
std::optional<std::string> token_in(boost::json::object const& body);

/// A change on a page.
struct PageEvent {
    std::string workspace_id;
    std::vector<std::string> authors;  // User and bot ids.
};

/// Returns nullopt if the event isn't about a page.
std::optional<PageEvent> page_event_in(boost::json::object const& body);

}  // namespace rmirror::notion
