// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/spaces.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "library/work.hpp"
#include "meaning/queue_names.hpp"
#include "queue/enqueue.hpp"

#include <pqxx/result>

#include <map>
#include <vector>

namespace rmirror::meaning {

namespace {

constexpr auto kFindCurrent = R"sql(
    SELECT id, model, dimensions, begun_at > now() - interval '1 day'
    FROM meaning_spaces WHERE asked_model = $1 ORDER BY begun_at DESC, id DESC LIMIT 1)sql";

constexpr auto kBegin = R"sql(
    INSERT INTO meaning_spaces AS known (asked_model, model, dimensions) VALUES ($1, $2, $3)
    ON CONFLICT (asked_model, model, dimensions) DO UPDATE SET begun_at = clock_timestamp()
    RETURNING id)sql";

constexpr auto kReport = R"sql(
    INSERT INTO meaning_state AS known (has_embedder) VALUES ($1)
    ON CONFLICT (is_only_row) DO UPDATE
    SET has_embedder = excluded.has_embedder, said_at = excluded.said_at,
        complete_space = CASE WHEN known.has_embedder THEN known.complete_space END
    WHERE excluded.has_embedder OR NOT known.has_embedder OR excluded.said_at - known.said_at > interval '5 minutes')sql";

constexpr auto kIsComplete = R"sql(
    SELECT EXISTS (SELECT 1 FROM meaning_state WHERE complete_space = $1))sql";

constexpr auto kComplete = "UPDATE meaning_state SET complete_space = $1";

constexpr auto kListUnembedded = "SELECT user_id, page_id FROM unembedded_pages($1, $2)";

/// Before the first vectors came there is no space, and no page has vectors.
constexpr int kNoSpace = 0;
constexpr int kQueuedAtOnce = 1'000;

void queue_pages(db::Pool& pool, std::string const& user, std::vector<std::string> const& pages)
{
    library::write_as_system(pool, UserId(user), [&](library::LibraryWork& work) {
        for (auto const& page : pages)
            queue::enqueue(*work, work.user_id(),
                           {.target_name = std::string(kTarget),
                            .item_type = std::string(kItemType),
                            .item_key = page,
                            .operation = "update",
                            .priority = kBacklogPriority,
                            .trigger = queue::Trigger::scheduled});
    });
}

}  // namespace

std::optional<Space> current_space(pqxx::work& work, std::string const& asked_model)
{
    auto const rows = work.exec_params(kFindCurrent, asked_model);
    if (rows.empty())
        return std::nullopt;
    return Space{rows[0][0].as<int>(), rows[0][1].as<std::string>(), rows[0][2].as<std::size_t>()};
}

std::optional<Space> space_of(pqxx::work& work, std::string const& asked_model, std::string const& model,
                              std::size_t dimensions)
{
    auto const rows = work.exec_params(kFindCurrent, asked_model);
    if (!rows.empty()) {
        Space current{rows[0][0].as<int>(), rows[0][1].as<std::string>(), rows[0][2].as<std::size_t>()};
        if (current.holds(model, dimensions))
            return current;
        if (rows[0][3].as<bool>())
            return std::nullopt;
    }
    auto const id = work.exec_params1(kBegin, asked_model, model, dimensions)[0].as<int>();
    return Space{id, model, dimensions};
}

std::size_t report_embedder(db::Pool& pool, bool has_embedder)
{
    return db::as_system(pool, [&](pqxx::work& work) -> std::size_t {
        work.exec_params0(kReport, has_embedder);
        if (work.exec1("SELECT has_embedder()")[0].as<bool>())
            return 0;
        return work.exec1("SELECT drop_embedding_items()")[0].as<std::size_t>();
    });
}

std::size_t queue_unembedded_pages(db::Pool& pool, std::string const& asked_model)
{
    std::map<std::string, std::vector<std::string>> pages_of;
    auto const count = db::as_system(pool, [&](pqxx::work& work) -> std::size_t {
        pages_of.clear();
        auto const space = current_space(work, asked_model);
        auto const wanted = space ? space->id : kNoSpace;
        if (work.exec_params1(kIsComplete, wanted)[0].as<bool>())
            return 0;
        auto const rows = work.exec_params(kListUnembedded, wanted, kQueuedAtOnce);
        for (auto const& row : rows)
            pages_of[row[0].as<std::string>()].push_back(row[1].as<std::string>());
        if (rows.empty() && space)
            work.exec_params0(kComplete, wanted);
        return rows.size();
    });
    for (auto const& [user, pages] : pages_of)
        queue_pages(pool, user, pages);
    return count;
}

}  // namespace rmirror::meaning
