// SPDX-License-Identifier: AGPL-3.0-or-later
// The operator's terms and privacy policy, read from RMIRROR_LEGAL_DIR at the start, and who accepted them.
#pragma once

#include "auth/ttl_cache.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "db/pool.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror::legal {

struct Texts {
    std::string version;
    // Markdown, by language: "en", and "de" if there is one.
    std::map<std::string, std::string, std::less<>> terms;
    std::map<std::string, std::string, std::less<>> privacy;

    /// Nullopt if `folder` is empty. A refusal names the file that is missing or can't be used.
    static Result<std::optional<Texts>> read(std::string const& folder);
};

class Terms {
public:
    Terms(std::optional<Texts> texts, db::Pool& pool) : texts_(std::move(texts)), pool_(pool) {}

    /// Nullopt if the operator has none: nobody is asked.
    std::optional<Texts> const& texts() const { return texts_; }
    /// Whether the user has to accept the present version before anything can be sent. May query the
    /// database.
    bool are_open_for(UserId const& user_id);
    /// The version that the user accepted last; empty if none.
    std::string accepted_by(UserId const& user_id) const;
    /// Returns false if `version` isn't the present one.
    bool accept(UserId const& user_id, std::string_view version);

private:
    std::optional<Texts> const texts_;
    db::Pool& pool_;
    auth::TtlCache<bool> accepted_{std::chrono::hours(1), 10'000};  // By user.
};

}  // namespace rmirror::legal
