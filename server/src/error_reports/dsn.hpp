// SPDX-License-Identifier: AGPL-3.0-or-later
// The address of a project in Sentry or a compatible service, as these show it: https://KEY@HOST/PROJECT.
#pragma once

#include "base/result.hpp"

#include <string>

namespace rmirror::error_reports {

struct Dsn {
    std::string envelope_url;  // https://HOST/api/PROJECT/envelope/
    std::string key;           // Public: it only allows sending.

    /// Refuses with a sentence that doesn't contain `text`.
    static Result<Dsn> read(std::string const& text);
};

}  // namespace rmirror::error_reports
