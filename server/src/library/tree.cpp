// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/tree.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/migrate.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "hashing.hpp"

#include <pqxx/result>

#include <algorithm>
#include <utility>

namespace rmirror::library {

namespace {

constexpr db::Statement kFindVersion = "SELECT tree_version FROM change_counters WHERE user_id = $1";

// One statement reads one snapshot. Later changes have a higher number than the cursor, even if their
// transaction is in progress already: a user's change numbers are assigned under a lock that is held until
// the transaction ends. json is assembled as text, in little more than half the time of jsonb. Pages are
// counted per notebook: a join with GROUP BY is faster, but only if PostgreSQL knows how many there are, and
// after a first push it doesn't.
constexpr auto kReadTree = R"sql(
    SELECT (SELECT tree_version FROM change_counters WHERE user_id = $1),
           json_build_object(
               'cursor', coalesce((SELECT last FROM change_counters WHERE user_id = $1), 0)::text,
               'items', coalesce(json_agg(
                   notebook_json(notebook) || jsonb_build_object(
                       'sync_progress', progress_json(array(
                           SELECT ocr_status FROM pages
                           WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL)),
                       'page_tags', page_tags.tags)
                   ORDER BY lower(visible_name), id), '[]'))
    FROM notebooks AS notebook
    CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(tag), '[]') AS tags
        FROM (SELECT DISTINCT tag FROM pages, unnest(pages.tags) AS tag
              WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL
                  AND pages.tags <> '{}'
              ORDER BY tag LIMIT 200) AS first_tags) AS page_tags
    WHERE user_id = $1 AND deleted_at IS NULL)sql";

/// `stored` is empty until something has changed. A server that shows the same rows in another way has
/// another version of them.
std::string version_of(UserId const& user_id, std::string const& stored)
{
    constexpr std::size_t kEnough = 32;
    auto const text =
        kReadTree + std::string(db::migrations().back().name) + ' ' + user_id.text() + ' ' + stored;
    return sha256_hex(text).substr(0, kEnough);
}

}  // namespace

std::string tree_version(db::Pool& pool, UserId const& user_id)
{
    return db::as_reader(pool, user_id, [&](pqxx::work& work) {
        auto const rows = kFindVersion.rows(work, user_id);
        return version_of(user_id, rows.empty() ? "" : rows[0][0].as<std::string>());
    });
}

Tree read_tree(db::Pool& pool, UserId const& user_id)
{
    return db::as_reader(pool, user_id, [&](pqxx::work& work) {
        auto const row = work.exec_params1(db::routable(kReadTree), user_id);
        return Tree{version_of(user_id, row[0].as<std::string>("")),
                    std::make_shared<std::string const>(row[1].as<std::string>())};
    });
}

Tree Trees::read(UserId const& user_id)
{
    if (auto known = find(tree_version(pool_, user_id)))
        return std::move(*known);
    auto tree = read_tree(pool_, user_id);
    keep(tree);
    return tree;
}

std::optional<Tree> Trees::find(std::string const& version)
{
    std::lock_guard const lock(mutex_);
    auto const found = std::find_if(kept_.begin(), kept_.end(), [&](Kept const& each) {
        return each.tree.version == version && Clock::now() < each.until;
    });
    return found == kept_.end() ? std::nullopt : std::optional(found->tree);
}

void Trees::keep(Tree const& tree)
{
    if (tree.answer->size() < options_.min_bytes)
        return;
    std::lock_guard const lock(mutex_);
    kept_.push_back({tree, Clock::now() + options_.age});
    bytes_ += tree.answer->size();
    while (!kept_.empty() && (bytes_ > options_.max_bytes || kept_.front().until <= Clock::now())) {
        bytes_ -= kept_.front().tree.answer->size();
        kept_.pop_front();
    }
}

}  // namespace rmirror::library
