// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/event.hpp"

#include "crypto/hmac.hpp"
#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"
#include "hashing.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace rmirror::plans {

namespace json = boost::json;
using crypto::member_of;
using crypto::object_member;
using crypto::text_member;

namespace {

constexpr std::size_t kMaxId = 255;
constexpr std::size_t kMaxType = 100;
/// Stripe signs with as many secrets as are valid, which are two while one is replaced.
constexpr std::size_t kMaxSignatures = 16;

struct Signature {
    std::string_view time;
    std::vector<std::string_view> v1;
};

/// Nullopt unless there is exactly one time.
std::optional<Signature> parse_signature(std::string_view header)
{
    Signature signature;
    while (!header.empty()) {
        auto const part = header.substr(0, header.find(','));
        header.remove_prefix(std::min(part.size() + 1, header.size()));
        auto const equals = std::min(part.find('='), part.size());
        auto const name = part.substr(0, equals);
        auto const value = part.substr(std::min(equals + 1, part.size()));
        if (name == "t") {
            if (!signature.time.empty())
                return std::nullopt;
            signature.time = value;
        } else if (name == "v1" && signature.v1.size() < kMaxSignatures) {
            signature.v1.push_back(value);
        }
    }
    return signature.time.empty() ? std::nullopt : std::optional(std::move(signature));
}

bool is_recent(std::string_view time, std::chrono::system_clock::time_point now)
{
    std::int64_t seconds = 0;
    auto const [end, failure] = std::from_chars(time.data(), time.data() + time.size(), seconds);
    auto const tolerance = kTolerance.count();
    auto const here = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return failure == std::errc{} && end == time.data() + time.size() && seconds >= here - tolerance &&
           seconds <= here + tolerance;
}

/// An invoice names its subscription below `parent`; before the API of March 2025 it did so itself.
std::string_view subscription_of_invoice(json::object const& invoice)
{
    auto const* const parent = object_member(invoice, "parent");
    auto const* const details = parent ? object_member(*parent, "subscription_details") : nullptr;
    return id_of(details ? member_of(*details, "subscription") : member_of(invoice, "subscription"));
}

std::string_view subscription_named_in(std::string_view type, json::object const& object)
{
    if (type.starts_with("customer.subscription."))
        return text_member(object, "object") == "subscription" ? text_member(object, "id")
                                                               : std::string_view();
    if (type.starts_with("checkout.session."))
        return id_of(member_of(object, "subscription"));
    if (type == "invoice.paid" || type == "invoice.payment_failed")
        return subscription_of_invoice(object);
    return {};
}

}  // namespace

bool is_signed(Secret const& secret, std::string_view header, std::string_view body,
               std::chrono::system_clock::time_point now)
{
    auto const signature = parse_signature(header);
    if (secret.empty() || !signature || !is_recent(signature->time, now))
        return false;
    std::string signed_text(signature->time);
    signed_text.append(".").append(body);
    auto const mac = crypto::hmac_sha256(secret, signed_text);
    auto const expected = to_hex({reinterpret_cast<std::uint8_t const*>(mac.data()), mac.size()});
    return std::any_of(signature->v1.begin(), signature->v1.end(), [&](std::string_view given) {
        return crypto::equal_in_constant_time(expected, given);
    });
}

bool is_stripe_id(std::string_view text)
{
    return !text.empty() && text.size() <= kMaxId && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    });
}

std::string_view id_of(json::value const* member)
{
    if (!member)
        return {};
    if (auto const* const object = member->if_object())
        return text_member(*object, "id");
    auto const* const text = member->if_string();
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

std::optional<Event> event_in(json::object const& body, bool is_live)
{
    auto const* const data = object_member(body, "data");
    auto const* const object = data ? object_member(*data, "object") : nullptr;
    auto const* const mode = member_of(body, "livemode");
    Event event{.id = std::string(text_member(body, "id")), .type = std::string(text_member(body, "type"))};
    if (text_member(body, "object") != "event" || !is_stripe_id(event.id) || event.type.empty() ||
        event.type.size() > kMaxType || event.type.find('\0') != std::string::npos || !object || !mode ||
        !mode->is_bool())
        return std::nullopt;
    event.is_of_other = mode->get_bool() != is_live || !text_member(body, "account").empty();
    auto const subscription = subscription_named_in(event.type, *object);
    if (!event.is_of_other && is_stripe_id(subscription))
        event.subscription_id = subscription;
    return event;
}

}  // namespace rmirror::plans
