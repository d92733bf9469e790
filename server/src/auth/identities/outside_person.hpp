// SPDX-License-Identifier: AGPL-3.0-or-later
// A person as an outside sign-in service knows them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::auth {

struct OutsidePerson {
    std::string issuer;     // Of the service, such as "https://accounts.google.com".
    std::string subject;    // The person's permanent id at the service.
    std::string email;      // Empty unless the service has verified it.
    std::string full_name;  // From stored_name(); may be empty.
};

/// Whether the text can be a person's id: 1 to 255 bytes without control characters (OpenID Connect Core §2).
bool is_subject(std::string_view text);

/// The address if it is one and `is_verified`; otherwise "".
std::string stored_email(std::string_view email, bool is_verified);

/// The name in one line of at most 200 bytes: control characters become blanks, and a longer name is cut
/// between two characters. `name` must be UTF-8.
std::string stored_name(std::string_view name);

}  // namespace rmirror::auth
