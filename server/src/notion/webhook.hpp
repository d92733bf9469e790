// SPDX-License-Identifier: AGPL-3.0-or-later
// What Notion sends to a webhook: once, unsigned, the token by which it signs, then events signed by it. An
// event is a hint: it may be late, repeated, or overtaken by others.
#pragma once

#include "base/secret.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::notion {

constexpr std::string_view kSignatureHeader = "X-Notion-Signature";

/// Compared in constant time. Nothing is signed by an empty token.
bool is_signed(Secret const& token, std::string_view signature, std::string_view body);

/// The token that Notion sends first, or anybody else does. Nothing where it can't be one.
std::optional<std::string> token_in(boost::json::object const& body);

/// Something changed on a page.
struct PageEvent {
    std::string workspace_id;
    std::vector<std::string> authors;  // Ids of people and bots.
};

/// Nothing of what is about no page.
std::optional<PageEvent> page_event_in(boost::json::object const& body);

}  // namespace rmirror::notion
