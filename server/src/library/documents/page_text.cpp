// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/page_text.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/documents/attachment_links.hpp"
#include "library/documents/document.hpp"
#include "library/documents/emphasis.hpp"
#include "library/documents/script_language.hpp"
#include "library/documents/text_hash.hpp"
#include "library/documents/transcribed_lines.hpp"
#include "library/nfc.hpp"
#include "library/todos.hpp"
#include "queue/enqueue.hpp"
#include "text_fingerprint.hpp"

#include <pqxx/result>

#include <algorithm>

namespace rmirror::library {

namespace {

// The text of an older look is better than none until the new one is read. A page without ink gets none. A
// language that wasn't named is that of the notebook, or else that of its letters (docs/decisions/0107).
constexpr auto kWriteText = R"sql(
    UPDATE pages
    SET ocr_text = $3, ocr_confidence = $4, ocr_hash = coalesce($5, image_hash), ocr_completed_at = now(),
        text_hash = $6, ocr_language = coalesce($7, (SELECT language FROM notebooks
                                                     WHERE user_id = $2 AND id = pages.notebook_id), $9),
        ocr_lines = $8::jsonb, drawings_left_out = $10,
        (ocr_status, ocr_error) = (
            SELECT CASE WHEN is_current THEN 'completed' ELSE ocr_status END,
                   CASE WHEN is_current THEN NULL ELSE ocr_error END
            FROM (SELECT $5::text IS NULL OR coalesce(ink_hash = $5 AND image_hash = $5, false)) AS look (is_current))
    WHERE id = $1 AND user_id = $2 AND NOT (ocr_status = 'skipped' AND ink_hash IS NOT NULL))sql";

constexpr db::Statement kFindText = R"sql(
    SELECT ocr_text, coalesce(ocr_language, ''), ocr_lines, 0, drawings_left_out
    FROM pages
    WHERE user_id = $1 AND ocr_text IS NOT NULL
        AND ocr_hash = coalesce($3, (SELECT image_hash FROM pages WHERE id = $2 AND user_id = $1))
    ORDER BY id = $2 DESC, ocr_completed_at DESC LIMIT 1)sql";

// Looks that differ by typed text and highlights only have the same images, so they have the same
// transcription.
constexpr db::Statement kFindTextOfPictures = R"sql(
    SELECT page.ocr_text, coalesce(page.ocr_language, ''), page.ocr_lines, same.moved,
           page.drawings_left_out
    FROM same_pictures($1, $2, coalesce($3, (SELECT image_hash FROM pages WHERE id = $2 AND user_id = $1))) AS same
    JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = same.page_id AND page.ocr_hash = same.ink_hash
    WHERE page.ocr_text IS NOT NULL
    ORDER BY page.id = $2 DESC, page.ocr_completed_at DESC LIMIT 1)sql";

constexpr auto kListWithSamePictures = R"sql(
    SELECT coalesce(array_agg(page_id), '{}') FROM same_pictures($1, $2, $3))sql";

// Forgets looks that are neither shown nor read any more.
constexpr auto kForgetPictures = R"sql(
    DELETE FROM page_pictures
    USING pages AS page
    WHERE page_pictures.user_id = $1 AND page_id = $2 AND page.user_id = $1 AND page.id = page_id
        AND page_pictures.ink_hash NOT IN (coalesce(page.ocr_hash, ''), coalesce(page.image_hash, '')))sql";

// Only a page whose reading has begun counts, not one that is merely claimed: otherwise two would wait for
// each other.
constexpr auto kIsTwinBeingRead = R"sql(
    SELECT EXISTS (SELECT 1 FROM pages AS twin
                   WHERE twin.user_id = $1 AND twin.id <> $2 AND twin.ocr_status = 'processing'
                       AND (twin.image_hash = look
                            OR (twin.id, twin.image_hash) IN (SELECT page_id, ink_hash
                                                              FROM same_pictures($1, $2, look))))
    FROM (SELECT coalesce($3, (SELECT image_hash FROM pages WHERE id = $2 AND user_id = $1))) AS mine (look))sql";

constexpr db::Statement kEmphasisedParts =
    "SELECT emphasised FROM pages WHERE user_id = $1 AND id = $2 AND emphasised <> '[]'";

constexpr db::Statement kForgetTodos = R"sql(
    UPDATE todos SET deleted_at = now()
    WHERE user_id = $1 AND page_id = ANY ($2::uuid[]) AND source = 'handwriting' AND deleted_at IS NULL)sql";

constexpr db::Statement kListCorrected = R"sql(
    SELECT id FROM pages WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND document IS NOT NULL)sql";

/// The confidence of the line with this text, or else of all lines.
std::optional<double> confidence_of(ocr::PageText const& read, std::string const& text)
{
    auto const line = std::find_if(read.lines.begin(), read.lines.end(), [&](ocr::Line const& each) {
        return each.text.find(text) != std::string::npos;
    });
    return line == read.lines.end() ? read.confidence() : std::optional(line->confidence);
}

std::vector<FoundTodo> todos_of(ocr::PageText const& read)
{
    std::vector<FoundTodo> found;
    for (auto const& todo : ocr::todos_in(with_attachment_names(read.markdown)))
        found.push_back({todo, confidence_of(read, todo.text)});
    return found;
}

}  // namespace

void write_page_text(LibraryWork& work, PageLook const& look, ocr::PageText read)
{
    read.markdown = nfc(normalise_text(read.markdown));
    if (auto const page = kEmphasisedParts.rows(*work, work.user_id(), look.page_id); !page.empty())
        read.markdown = with_emphasis(read, page[0][0].c_str());
    auto const by_script =
        read.language.empty() ? language_of_script(with_attachment_names(read.markdown)) : std::string();
    auto const language = read.language.empty() ? std::nullopt : std::optional(read.language);
    auto const written = work->exec_params(
        kWriteText, look.page_id, work.user_id(), read.markdown, read.confidence(), look.ink_hash,
        text_hash(read.markdown), language, lines_json(read.lines),
        by_script.empty() ? std::nullopt : std::optional(by_script), read.drawings_left_out);
    if (written.affected_rows() == 0)
        return;
    if (!merge_transcription(work, look.page_id, read.markdown))
        write_todos(work, TodoSource::handwriting, {{look.page_id, todos_of(read)}});
    // Wakes the pages that wait for this one because they look the same.
    if (look.ink_hash) {
        auto const same =
            work->exec_params1(kListWithSamePictures, work.user_id(), look.page_id, *look.ink_hash)[0]
                .as<std::string>();
        queue::hurry(*work, work.user_id(), "ocr", *look.ink_hash, same);
    }
    work->exec_params0(kForgetPictures, work.user_id(), look.page_id);
}

void forget_page_texts(LibraryWork& work, std::string const& pages)
{
    kForgetTodos.rows(*work, work.user_id(), pages);
    for (auto const& row : kListCorrected.rows(*work, work.user_id(), pages))
        merge_transcription(work, row[0].as<PageId>(), "");
}

std::optional<ocr::PageText> known_page_text(LibraryWork& work, PageLook const& look)
{
    auto rows = kFindText.rows(*work, work.user_id(), look.page_id, look.ink_hash);
    if (rows.empty())
        rows = kFindTextOfPictures.rows(*work, work.user_id(), look.page_id, look.ink_hash);
    if (rows.empty())
        return std::nullopt;
    return ocr::PageText{
        .markdown = rows[0][0].as<std::string>(),
        .language = rows[0][1].as<std::string>(),
        .lines = lines_of_json(rows[0][2].as<std::string>(), rows[0][3].as<double>()),
        .drawings_left_out = rows[0][4].as<std::size_t>(),
    };
}

bool is_identical_page_being_read(LibraryWork& work, PageLook const& look)
{
    return work->exec_params1(kIsTwinBeingRead, work.user_id(), look.page_id, look.ink_hash)[0].as<bool>();
}

}  // namespace rmirror::library
