// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.hpp"
#include "base/settings/settings.hpp"

namespace rmirror::commands {

/// direct_database_url(), or a refusal that says how to set it.
inline Result<Secret> direct_url(Settings const& settings)
{
    auto url = direct_database_url(settings);
    if (url.empty())
        return Refusal{
            "This can't be done through a pooler. Set RMIRROR_DATABASE_LISTEN_URL to the URL of the database "
            "itself."};
    return url;
}

}  // namespace rmirror::commands
