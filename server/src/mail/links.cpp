// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/links.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"

namespace rmirror::mail {

std::string Links::token_of(std::string_view mail_id) const
{
    return crypto::base64url(crypto::hmac_sha256(key_, "mail " + std::string(mail_id)));
}

std::string Links::screen(std::string_view path) const
{
    return public_url_ + std::string(path);
}

std::string Links::screen_with_token(std::string_view path, std::string_view mail_id) const
{
    return screen(path) + "#token=" + token_of(mail_id);
}

}  // namespace rmirror::mail
