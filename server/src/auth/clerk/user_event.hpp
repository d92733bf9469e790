// SPDX-License-Identifier: AGPL-3.0-or-later
// What Clerk reports about one of its users.
#pragma once

#include "auth/identities/outside_person.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth::clerk {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

struct UserEvent {
    enum class Kind { changed, deleted };  // `changed` means created, too: either brings the whole user.

    Kind kind = Kind::changed;
    OutsidePerson person;  // Of a deleted one, only issuer and subject.
    Milliseconds at;       // When the user became so.
};

/// Not about a user, or of a kind that doesn't change one, such as session.created.
struct OtherEvent {};
struct MalformedEvent {};

/// Reads an event that was signed at `signed_at`, for users of `issuer`.
std::variant<UserEvent, OtherEvent, MalformedEvent> read_event(boost::json::object const& body,
                                                               std::string_view issuer,
                                                               std::chrono::sys_seconds signed_at);

}  // namespace rmirror::auth::clerk
