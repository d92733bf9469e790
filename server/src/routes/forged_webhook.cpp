// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/forged_webhook.hpp"

#include "app.hpp"
#include "http/origin.hpp"
#include "http/problem.hpp"
#include "input/bounded_json.hpp"

#include <utility>

namespace rmirror::routes {

namespace {

/// As many as the rate limit of callers who aren't signed in.
constexpr std::int64_t kMaxForged = 30;

}  // namespace

http::Reply forged_webhook(App& app, http::Request const& request, std::string_view sentence)
{
    if (app.settings.flag("RMIRROR_TEST_RATE_LIMITS") &&
        !app.forged_webhooks.add(http::network_of(request.client, {}), kMaxForged).admitted)
        return http::problem(http::Code::Too_Many_Requests,
                             "Too many requests in one minute. Wait a moment, then try again.")
            .with("Retry-After", "60");
    return http::problem(http::Code::Unauthorized, sentence);
}

std::optional<boost::json::object> object_in_webhook(http::Request const& request, std::size_t max_bytes)
{
    auto parsed = input::parse_bounded(request.body, max_bytes, request.parsing, request.memory_owner);
    if (!parsed.ok() || !parsed.value().is_object())
        return std::nullopt;
    return std::move(parsed.value().get_object());
}

}  // namespace rmirror::routes
