// SPDX-License-Identifier: AGPL-3.0-or-later
// What the reader of a link with a password gets for the password, and sends instead of it from then on: the
// end of its validity, signed for this link and this password. Nothing is stored.
#pragma once

#include "base/secret.hpp"
#include "sharing/links.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace rmirror::sharing {

/// A working day; who reads longer enters the password once more.
constexpr std::chrono::hours kPassLife{12};

/// The purpose of the key, for auth::SignIn::key_for().
constexpr std::string_view kPassKey = "passes of links";

using Time = std::chrono::sys_seconds;

/// `link` must have a password.
std::string make_pass(Secret const& key, Link const& link, Time until);

/// Whether `pass` was made for this link and its present password and is still valid.
bool is_pass(Secret const& key, Link const& link, std::string_view pass, Time now);

}  // namespace rmirror::sharing
