// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/page_vectors.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "meaning/passages.hpp"

#include <pqxx/binarystring>
#include <pqxx/result>

#include <algorithm>

namespace rmirror::meaning {

namespace {

// Without the ids of attachments: a copy of a page has others.
constexpr db::Statement kReadPage = R"sql(
    SELECT notebook_id, left(concat_ws(E'\n\n', nullif(typed_text, ''),
                                       without_attachment_links(coalesce(document, ocr_text))), 110000)
    FROM pages WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL)sql";

constexpr db::Statement kReadVectors = R"sql(
    SELECT translate(array_to_string(hashes, ''), '-', ''), vectors
    FROM embedded_pages WHERE user_id = $1 AND page_id = $2 AND space = $3)sql";

constexpr db::Statement kWritePage = R"sql(
    INSERT INTO embedded_pages AS known (user_id, page_id, space, hashes, vectors)
    SELECT user_id, id, $3, $4::uuid[], $5::bytea FROM pages WHERE user_id = $1 AND id = $2
    ON CONFLICT (user_id, page_id) DO UPDATE
    SET space = excluded.space, is_stale = false, hashes = excluded.hashes, vectors = excluded.vectors)sql";

constexpr db::Statement kForgetPassages = "DELETE FROM passages WHERE user_id = $1 AND page_id = $2";

constexpr db::Statement kWritePassages = R"sql(
    INSERT INTO passages (user_id, notebook_id, page_id, ordinal, space, is_live, signs)
    SELECT page.user_id, page.notebook_id, page.id, nth - 1, $3, page.deleted_at IS NULL, given.signs::bit varying
    FROM pages AS page, unnest($4::text[]) WITH ORDINALITY AS given (signs, nth)
    WHERE page.user_id = $1 AND page.id = $2
    RETURNING ordinal)sql";

// A page that leaves the space of which no page lacked vectors lacks them there from now on.
constexpr db::Statement kLeaveCompleteSpace =
    "UPDATE meaning_state SET complete_space = NULL WHERE complete_space <> $1";

constexpr std::size_t kHashDigits = 32;

}  // namespace

std::optional<PageText> read_page(pqxx::work& work, UserId const& user_id, PageId const& page_id,
                                  std::optional<Space> const& space)
{
    auto const pages = kReadPage.rows(work, user_id, page_id);
    if (pages.empty())
        return std::nullopt;
    PageText page{pages[0][0].as<NotebookId>(), passages_of(pages[0][1].as<std::string>()), {}};
    auto const rows = space ? kReadVectors.rows(work, user_id, page_id, space->id) : pqxx::result();
    if (rows.empty())
        return page;
    auto const hashes = rows[0][0].as<std::string>();
    pqxx::binarystring const vectors(rows[0][1]);
    auto const width = Vector8::bytes_of(space->dimensions);
    auto const count = std::min(hashes.size() / kHashDigits, vectors.size() / width);
    for (std::size_t i = 0; i < count; ++i)
        page.known.emplace(hashes.substr(i * kHashDigits, kHashDigits),
                           std::string(vectors.get() + i * width, width));
    return page;
}

void write_vectors(pqxx::work& work, UserId const& user_id, PageId const& page_id, Space const& space,
                   std::vector<HashedVector> const& vectors)
{
    ArrayText hashes;
    ArrayText signs;
    std::string bytes;
    for (auto const& [hash, vector] : vectors) {
        hashes.add(hash);
        signs.add(vector.signs());
        bytes += vector.bytes();
    }
    kWritePage.rows(work, user_id, page_id, space.id, hashes.str(),
                    pqxx::binarystring(bytes.data(), bytes.size()));
    kLeaveCompleteSpace.rows(work, space.id);
    kForgetPassages.rows(work, user_id, page_id);
    if (!vectors.empty())
        kWritePassages.rows(work, user_id, page_id, space.id, signs.str());
}

}  // namespace rmirror::meaning
