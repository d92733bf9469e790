// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/versions.hpp"

#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr auto kKeepVersion = R"sql(
    INSERT INTO document_versions (user_id, page_id, author, name, content, saved_at)
    SELECT user_id, id, coalesce(document_author, 'transcription'), $3, coalesce(document, ocr_text),
           coalesce(document_saved_at, ocr_completed_at, created_at)
    FROM pages
    WHERE user_id = $1 AND id = $2 AND coalesce(document, ocr_text) <> ''
    RETURNING id)sql";

constexpr auto kKeepTranscription = R"sql(
    INSERT INTO document_versions (user_id, page_id, author, content, saved_at)
    VALUES ($1, $2, 'transcription', $3, now()))sql";

// Reads one row more than the limit to know whether the list continues.
constexpr auto kListVersions = R"sql(
    WITH found AS (
        SELECT id, version_json(version) AS shown, row_number() OVER (ORDER BY id DESC) AS nth
        FROM document_versions AS version
        WHERE user_id = $1 AND page_id = $2 AND ($3::uuid IS NULL OR id < $3::uuid)
        ORDER BY id DESC LIMIT $4 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(shown ORDER BY nth) FILTER (WHERE nth <= $4), '[]'),
        'next', CASE WHEN count(*) > $4 THEN (SELECT id FROM found WHERE nth = $4) END)
    FROM found)sql";

constexpr auto kFindVersion = R"sql(
    SELECT version_json(version) || jsonb_build_object('content', content)
    FROM document_versions AS version WHERE user_id = $1 AND page_id = $2 AND id = $3)sql";

}  // namespace

void keep_version(LibraryWork& work, PageId const& page_id, std::optional<std::string> const& name)
{
    work->exec_params(kKeepVersion, work.user_id(), page_id, name);
}

void keep_transcription(LibraryWork& work, PageId const& page_id, std::string const& transcription)
{
    if (!transcription.empty())
        work->exec_params0(kKeepTranscription, work.user_id(), page_id, transcription);
}

std::string list_versions(pqxx::work& work, UserId const& user_id, PageId const& page_id, std::int64_t limit,
                          std::optional<std::string> const& after)
{
    return work.exec_params1(kListVersions, user_id, page_id, after, limit)[0].as<std::string>();
}

std::optional<std::string> find_version(pqxx::work& work, UserId const& user_id, PageId const& page_id,
                                        std::string const& version_id)
{
    auto const rows = work.exec_params(kFindVersion, user_id, page_id, version_id);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<std::string>());
}

}  // namespace rmirror::library
