// SPDX-License-Identifier: AGPL-3.0-or-later
// What each kind of mail says, in English and German.
#pragma once

#include "mail/content.hpp"
#include "mail/links.hpp"
#include "mail/outbox.hpp"

#include <optional>

namespace rmirror::mail {

/// Mail about an account that its owner asked for. Nullopt for another kind.
std::optional<Content> account_content(DueMail const& mail, Links const& links, Language language);

/// One mail for all notices of a kind that were gathered. Nullopt for another kind.
std::optional<Content> notice_content(DueMail const& mail, Links const& links, Language language);

}  // namespace rmirror::mail
