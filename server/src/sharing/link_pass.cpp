// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sharing/link_pass.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/random_token.hpp"

#include <charconv>
#include <cstdint>

namespace rmirror::sharing {

namespace {

std::string signature_of(Secret const& key, Link const& link, std::string_view until)
{
    // No part contains a line break, so different parts never make the same message.
    auto const message = link.id + '\n' + link.password_hash.value() + '\n' + std::string(until);
    return crypto::base64url(crypto::hmac_sha256(key, message));
}

}  // namespace

std::string make_pass(Secret const& key, Link const& link, Time until)
{
    auto const seconds = std::to_string(until.time_since_epoch().count());
    return seconds + '.' + signature_of(key, link, seconds);
}

bool is_pass(Secret const& key, Link const& link, std::string_view pass, Time now)
{
    auto const dot = pass.find('.');
    if (dot == std::string_view::npos || !link.password_hash)
        return false;
    auto const seconds = pass.substr(0, dot);
    if (!crypto::equal_in_constant_time(pass.substr(dot + 1), signature_of(key, link, seconds)))
        return false;
    std::int64_t until = 0;
    auto const read = std::from_chars(seconds.data(), seconds.data() + seconds.size(), until);
    return read.ec == std::errc() && now < Time(std::chrono::seconds(until));
}

}  // namespace rmirror::sharing
