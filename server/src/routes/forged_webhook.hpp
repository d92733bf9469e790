// SPDX-License-Identifier: AGPL-3.0-or-later
// What webhooks of services share: the refusal of a request that isn't from the service, and reading its
// JSON.
#pragma once

#include "routes/routes.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace rmirror::routes {

/// 401 with the sentence, or 429 after as many in a minute from one network as anonymous callers have
/// requests: one with a signature header has the higher limit of signed events.
http::Reply forged_webhook(App& app, http::Request const& request, std::string_view sentence);

/// Nullopt if the body isn't a JSON object of at most `max_bytes`.
std::optional<boost::json::object> object_in_webhook(http::Request const& request, std::size_t max_bytes);

}  // namespace rmirror::routes
