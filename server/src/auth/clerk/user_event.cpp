// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/clerk/user_event.hpp"

#include "crypto/json_member.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <cstdint>

namespace rmirror::auth::clerk {

namespace json = boost::json;
using crypto::text_member;

namespace {

constexpr double kLatestMillisecond = 253402300799999;  // The end of the year 9999.

std::optional<Milliseconds> time_member(json::object const& object, std::string_view name)
{
    auto const* const value = crypto::member_of(object, name);
    if (!value || !value->is_number())
        return std::nullopt;
    auto const milliseconds = value->to_number<double>();
    if (!(milliseconds > 0 && milliseconds <= kLatestMillisecond))
        return std::nullopt;
    return Milliseconds(std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds)));
}

/// The user's primary address; empty if there is none, or Clerk hasn't verified it.
std::string primary_email(json::object const& user)
{
    auto const id = text_member(user, "primary_email_address_id");
    auto const* const addresses = crypto::array_member(user, "email_addresses");
    if (id.empty() || !addresses)
        return "";
    for (auto const& each : *addresses) {
        auto const* const address = each.if_object();
        if (!address || text_member(*address, "id") != id)
            continue;
        auto const* const verification = crypto::object_member(*address, "verification");
        bool const is_verified = verification && text_member(*verification, "status") == "verified";
        return stored_email(text_member(*address, "email_address"), is_verified);
    }
    return "";
}

std::string name_of_user(json::object const& user)
{
    std::string name(text_member(user, "first_name"));
    name.append(" ").append(text_member(user, "last_name"));
    return stored_name(name);
}

}  // namespace

std::variant<UserEvent, OtherEvent, MalformedEvent> read_event(json::object const& body,
                                                               std::string_view issuer,
                                                               std::chrono::sys_seconds signed_at)
{
    auto const type = text_member(body, "type");
    if (type.empty())
        return MalformedEvent{};
    bool const is_deleted = type == "user.deleted";
    if (!is_deleted && type != "user.created" && type != "user.updated")
        return OtherEvent{};
    auto const* const user = crypto::object_member(body, "data");
    auto const subject = user ? text_member(*user, "id") : std::string_view();
    if (!is_subject(subject))
        return MalformedEvent{};
    UserEvent event;
    event.kind = is_deleted ? UserEvent::Kind::deleted : UserEvent::Kind::changed;
    event.person.issuer = issuer;
    event.person.subject = subject;
    auto const changed_at = time_member(*user, "updated_at");
    auto const sent_at = time_member(body, "timestamp");
    event.at = changed_at.value_or(sent_at.value_or(Milliseconds(signed_at)));
    if (!is_deleted) {
        event.person.email = primary_email(*user);
        event.person.full_name = name_of_user(*user);
    }
    return event;
}

}  // namespace rmirror::auth::clerk
