// SPDX-License-Identifier: AGPL-3.0-or-later
// Links in mails. Their tokens are derived from a mail's id and a key of the server, so that a mail that is
// sent again contains the same link, while the database only has the token's hash.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror::mail {

class Links {
public:
    /// `public_url`: of the dashboard, without a slash at the end.
    Links(Secret key, std::string public_url) : key_(std::move(key)), public_url_(std::move(public_url)) {}

    /// 43 characters of base64url. Whoever has it opens what the mail is for.
    std::string token_of(std::string_view mail_id) const;
    /// A screen of the dashboard: "/account".
    std::string screen(std::string_view path) const;
    /// A screen that gets the mail's token in the fragment, which browsers don't send to servers.
    std::string screen_with_token(std::string_view path, std::string_view mail_id) const;

private:
    Secret key_;
    std::string public_url_;
};

}  // namespace rmirror::mail
