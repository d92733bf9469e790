// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/webhook.hpp"

#include "crypto/hmac.hpp"
#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"
#include "hashing.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::notion {

namespace json = boost::json;
using crypto::text_member;

namespace {

constexpr std::string_view kScheme = "sha256=";
constexpr std::size_t kMaxToken = 200;
constexpr std::size_t kMaxAuthors = 100;

bool may_stand_in_token(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

}  // namespace

bool is_signed(Secret const& token, std::string_view signature, std::string_view body)
{
    if (token.empty())
        return false;
    auto const mac = crypto::hmac_sha256(token, body);
    auto const expected =
        std::string(kScheme) + to_hex({reinterpret_cast<std::uint8_t const*>(mac.data()), mac.size()});
    return crypto::equal_in_constant_time(expected, signature);
}

std::optional<std::string> token_in(json::object const& body)
{
    auto const token = text_member(body, "verification_token");
    if (token.empty() || token.size() > kMaxToken ||
        !std::all_of(token.begin(), token.end(), may_stand_in_token))
        return std::nullopt;
    return std::string(token);
}

std::optional<PageEvent> page_event_in(json::object const& body)
{
    PageEvent event{std::string(text_member(body, "workspace_id")), {}};
    if (event.workspace_id.empty() || !text_member(body, "type").starts_with("page."))
        return std::nullopt;
    auto const* const authors = crypto::array_member(body, "authors");
    for (auto const& author : authors ? *authors : json::array())
        if (auto const* const object = author.if_object(); object && event.authors.size() < kMaxAuthors)
            event.authors.emplace_back(text_member(*object, "id"));
    return event;
}

}  // namespace rmirror::notion
