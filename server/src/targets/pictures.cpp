// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/pictures.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

namespace rmirror::targets {

namespace {

constexpr db::Statement kFindCopy = "SELECT copy FROM blobs WHERE user_id = $1 AND sha256 = $2";

}  // namespace

std::optional<std::string> StoredPictures::read(UserId const& user_id, std::string const& sha256)
{
    auto const copy = db::as_user(pool_, user_id, [&](pqxx::work& work) -> std::optional<std::string> {
        auto const rows = kFindCopy.rows(work, user_id, sha256);
        return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<std::string>());
    });
    return copy ? blobs_.get({user_id, sha256, *copy}) : std::nullopt;
}

}  // namespace rmirror::targets
