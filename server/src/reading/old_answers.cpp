// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/old_answers.hpp"

#include "db/transaction.hpp"

#include <pqxx/result>

namespace rmirror::reading {

namespace {

// What a page shows counts as used. Looked up now and then, so that the days are counted from about when the
// page went.
constexpr auto kNoteShownAnswers = R"sql(
    UPDATE kept_answers AS kept SET used_at = now()
    WHERE used_at < now() - interval '30 days'
        AND EXISTS (SELECT 1 FROM page_pictures AS picture
                    WHERE picture.user_id = kept.user_id AND picture.pictures = kept.pictures))sql";

constexpr auto kForgetOldAnswers = "DELETE FROM kept_answers WHERE used_at < now() - interval '90 days'";

}  // namespace

std::size_t forget_old_answers(db::Pool& pool)
{
    return db::as_system(pool, [](pqxx::work& work) {
        work.exec0(kNoteShownAnswers);
        return static_cast<std::size_t>(work.exec(kForgetOldAnswers).affected_rows());
    });
}

}  // namespace rmirror::reading
