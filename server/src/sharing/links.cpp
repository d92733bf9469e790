// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sharing/links.hpp"

#include "crypto/random_token.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::sharing {

namespace {

// Serialises additions of a user, so that concurrent ones can't exceed the limit.
constexpr auto kLockLinks = "SELECT pg_advisory_xact_lock(hashtextextended('share_links of ' || $1, 0))";

constexpr auto kCountLinks = "SELECT count(*) FROM share_links WHERE user_id = $1";

// One row if the notebook, and the page if one is named, can be shared. Not by LEFT JOIN, which Citus refuses
// where a condition has become constant, as it does if no page is named.
constexpr auto kFindShown = R"sql(
    SELECT notebook.id, page.id
    FROM notebooks AS notebook
    CROSS JOIN LATERAL (
        SELECT (SELECT id FROM pages
                WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND page_uuid = $3::uuid
                    AND deleted_at IS NULL)) AS page (id)
    WHERE notebook.user_id = $1 AND notebook.notebook_uuid = $2 AND NOT notebook.is_gone
        AND notebook.document_type <> 'folder' AND ($3::uuid IS NULL OR page.id IS NOT NULL))sql";

constexpr auto kAddLink = R"sql(
    INSERT INTO share_links (user_id, token_hash, notebook_id, page_id, expires_at, password_hash, shown_name,
                             allows_download)
    VALUES ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8)
    RETURNING id)sql";

constexpr auto kShowLink = R"sql(
    SELECT link_json(link, notebook, page)
    FROM share_links AS link
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = link.notebook_id
    LEFT JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = link.page_id
    WHERE link.user_id = $1 AND link.id = $2)sql";

// Reads one row more than the limit to know whether the list continues.
constexpr auto kListLinks = R"sql(
    WITH found AS (
        SELECT link.id, link_json(link, notebook, page) AS shown, row_number() OVER (ORDER BY link.id DESC) AS nth
        FROM share_links AS link
        JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = link.notebook_id
        LEFT JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = link.page_id
        WHERE link.user_id = $1 AND NOT notebook.is_gone AND page.deleted_at IS NULL
            AND (link.expires_at IS NULL OR link.expires_at > now())
            AND ($2::uuid IS NULL OR notebook.notebook_uuid = $2::uuid)
            AND ($3::uuid IS NULL OR link.id < $3::uuid)
        ORDER BY link.id DESC LIMIT $4 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(shown ORDER BY nth) FILTER (WHERE nth <= $4), '[]'),
        'next', CASE WHEN count(*) > $4 THEN (SELECT id FROM found WHERE nth = $4) END)
    FROM found)sql";

constexpr auto kRevokeLink = "DELETE FROM share_links WHERE user_id = $1 AND id = $2";

// The user is unknown until the row is found.
constexpr db::Statement kFindLink = R"sql(
    SELECT id, user_id, notebook_id, page_id, password_hash, shown_name, allows_download, expires_at
    FROM share_links AS link
    WHERE token_hash = decode($1, 'hex') AND (expires_at IS NULL OR expires_at > now())
        AND EXISTS (SELECT 1 FROM users WHERE id = link.user_id AND status = 'active'))sql";

constexpr auto kNoteUse = R"sql(
    UPDATE share_links SET last_used_at = now()
    WHERE user_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))sql";

bool is_in_the_past(pqxx::work& work, std::string const& time)
{
    return work.exec_params1("SELECT $1::timestamptz <= now()", time)[0].as<bool>();
}

}  // namespace

std::variant<AddedLink, NotAdded> add_link(pqxx::work& work, UserId const& user_id, NewLink const& link)
{
    if (link.expires_at && is_in_the_past(work, *link.expires_at))
        return NotAdded::in_the_past;
    auto const shown =
        work.exec_params(db::routable(kFindShown), user_id, link.notebook_uuid, link.page_uuid);
    if (shown.empty())
        return NotAdded::no_such_page;
    work.exec_params(kLockLinks, user_id);
    if (work.exec_params1(kCountLinks, user_id)[0].as<int>() >= kMaxLinks)
        return NotAdded::too_many;
    AddedLink added;
    added.token = crypto::random_token();
    auto const id =
        work.exec_params1(kAddLink, user_id, crypto::token_hash(added.token), shown[0][0].as<std::string>(),
                          shown[0][1].as<std::optional<std::string>>(), link.expires_at, link.password_hash,
                          link.shown_name, link.allows_download)[0]
            .as<std::string>();
    added.json = work.exec_params1(db::routable(kShowLink), user_id, id)[0].as<std::string>();
    return added;
}

std::string list_links(pqxx::work& work, UserId const& user_id,
                       std::optional<std::string> const& notebook_uuid, std::int64_t limit,
                       std::optional<std::string> const& after)
{
    return work.exec_params1(db::routable(kListLinks), user_id, notebook_uuid, after, limit)[0]
        .as<std::string>();
}

bool revoke_link(pqxx::work& work, UserId const& user_id, std::string const& id)
{
    return work.exec_params(kRevokeLink, user_id, id).affected_rows() > 0;
}

std::optional<Link> find_link(pqxx::work& work, std::string_view token)
{
    auto const rows = kFindLink.rows(work, crypto::token_hash(token));
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    return Link{.id = row[0].as<std::string>(),
                .scope = {.user_id = row[1].as<UserId>(),
                          .notebook_id = row[2].as<NotebookId>(),
                          .page_id = PageId(row[3].as<std::string>(""))},
                .password_hash = row[4].as<std::optional<std::string>>(),
                .shown_name = row[5].as<std::string>(),
                .allows_download = row[6].as<bool>(),
                .expires_at = row[7].as<std::optional<std::string>>()};
}

void note_use(pqxx::work& work, Link const& link)
{
    work.exec_params(kNoteUse, link.scope.user_id, link.id);
}

}  // namespace rmirror::sharing
