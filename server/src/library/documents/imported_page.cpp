// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/imported_page.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/documents/note_title.hpp"
#include "library/documents/text_hash.hpp"

#include <pqxx/result>

#include <array>
#include <map>
#include <set>
#include <utility>

namespace rmirror::library {

namespace {

// A page without ink gets no transcription. A note that is created empty, to be filled, has an empty
// document.
constexpr db::Statement kFindForImport = R"sql(
    SELECT page.id,
           page.ocr_text IS NULL AND NOT (page.ocr_status = 'skipped' AND page.ink_hash IS NOT NULL),
           page.document IS NULL
               OR (page.document = '' AND NOT EXISTS (SELECT 1 FROM document_versions AS former
                                                      WHERE former.user_id = $1 AND former.page_id = page.id))
    FROM pages AS page WHERE page.user_id = $1 AND page.id = (SELECT page_named($1, $2, $3)))sql";

// A page that is being transcribed takes the text from here when its turn comes, as it does from any page
// that looks the same.
constexpr db::Statement kTakeTranscription = R"sql(
    UPDATE pages
    SET ocr_text = $3, ocr_hash = $4, ocr_confidence = $5, ocr_language = $6, ocr_lines = $7::jsonb,
        ocr_completed_at = (SELECT coalesce($8::timestamptz, now())),
        text_hash = CASE WHEN document IS NULL THEN $9 ELSE text_hash END,
        (ocr_status, ocr_error) = (
            SELECT CASE WHEN is_known THEN 'completed' ELSE ocr_status END, CASE WHEN is_known THEN NULL ELSE ocr_error END
            FROM (SELECT coalesce(ink_hash = $4, false)
                         AND ocr_status IN ('not_synced', 'pending_quota', 'failed')) AS look (is_known))
    WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kTakeDocument = R"sql(
    UPDATE pages
    SET document = $3, document_base = $4, document_author = $5,
        document_saved_at = (SELECT coalesce($6::timestamptz, now())),
        document_began_at = (SELECT coalesce($7::timestamptz, now())),
        document_conflicts = $8::jsonb, text_hash = $9
    WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kTakeName = R"sql(
    UPDATE notebooks SET visible_name = $3
    WHERE user_id = $1 AND document_type = 'notes' AND visible_name <> $3
        AND id = (SELECT notebook_id FROM pages WHERE user_id = $1 AND id = $2))sql";

constexpr db::Statement kTakeVersions = R"sql(
    INSERT INTO document_versions (user_id, page_id, id, author, name, content, saved_at, created_at)
    SELECT $1, $2, id, author, name, content, saved_at, coalesce(created_at, saved_at)
    FROM jsonb_to_recordset($3::jsonb)
        AS given (id uuid, author text, name text, content text, saved_at timestamptz, created_at timestamptz)
    ON CONFLICT DO NOTHING)sql";

// The page is as old as it was where it came from.
constexpr db::Statement kTakeFacts = R"sql(
    UPDATE pages SET created_at = least(created_at, $3::timestamptz), shows_look = shows_look OR $4::boolean
    WHERE user_id = $1 AND id = $2 AND (created_at > $3::timestamptz OR ($4::boolean AND NOT shows_look)))sql";

constexpr db::Statement kTakeMarks = R"sql(
    UPDATE highlights AS mark
    SET corrected_text = coalesce(mark.corrected_text, given.corrected_text),
        note = CASE WHEN mark.note = '' THEN given.note ELSE mark.note END,
        hidden = CASE WHEN is_rejected AND mark.mark IS NOT NULL THEN 'rejected' ELSE mark.hidden END,
        deleted_at = CASE WHEN is_rejected AND mark.mark IS NOT NULL THEN coalesce(mark.deleted_at, (SELECT now()))
                          ELSE mark.deleted_at END
    FROM unnest($3::integer[], $4::text[], $5::text[], $6::text[], $7::boolean[])
        AS given (ordinal, original_text, corrected_text, note, is_rejected)
    WHERE mark.user_id = (SELECT $1::uuid) AND mark.page_id = $2 AND mark.ordinal = given.ordinal
        AND mark.original_text = given.original_text AND (mark.deleted_at IS NULL OR mark.hidden IS NOT NULL)
        AND ((mark.corrected_text IS NULL AND given.corrected_text IS NOT NULL)
             OR (mark.note = '' AND given.note <> '') OR (is_rejected AND mark.hidden IS DISTINCT FROM 'rejected')))sql";

constexpr db::Statement kTextOfPage =
    "SELECT coalesce(document, ocr_text) FROM pages WHERE user_id = $1 AND id = $2";

// Completed, reopened or moved since it was found, which a device or a person did. The second is for a
// cluster, whose nodes have clocks of their own.
constexpr db::Statement kListChangedTodos = R"sql(
    SELECT id FROM todos
    WHERE user_id = $1 AND page_id = $2 AND deleted_at IS NULL
        AND updated_at > created_at + interval '1 second')sql";

constexpr db::Statement kTodosOfPage = R"sql(
    SELECT id, source = 'handwriting', text, is_completed FROM todos
    WHERE user_id = $1 AND page_id = $2 AND deleted_at IS NULL ORDER BY source, ordinal, id)sql";

class PageImport {
public:
    PageImport(LibraryWork& work, PageId const& page_id, ImportedPage const& page)
        : work_(work), page_id_(page_id), page_(page)
    {}

    void take_transcription() const
    {
        auto const& given = *page_.transcription;
        kTakeTranscription.rows(*work_, work_.user_id(), page_id_, given.text, given.ink_hash,
                                given.confidence, given.language, given.lines, given.completed_at,
                                text_hash(given.text));
    }

    void take_document() const
    {
        auto const& given = *page_.document;
        kTakeDocument.rows(*work_, work_.user_id(), page_id_, given.content, given.base, given.author,
                           given.saved_at, given.began_at, conflicts_json(given.conflicts),
                           text_hash(given.content));
        kTakeName.rows(*work_, work_.user_id(), page_id_, note_title(given.content));
    }

    void take_versions() const { kTakeVersions.rows(*work_, work_.user_id(), page_id_, page_.versions); }

    void take_facts() const
    {
        kTakeFacts.rows(*work_, work_.user_id(), page_id_, page_.created_at, page_.shows_look);
    }

    void take_marks() const
    {
        ArrayText ordinal;
        ArrayText original_text;
        ArrayText corrected_text;
        ArrayText note;
        ArrayText is_rejected;
        for (auto const& each : page_.highlights) {
            ordinal.add(static_cast<std::size_t>(each.ordinal));
            original_text.add(each.original_text);
            corrected_text.add(each.corrected_text);
            note.add(each.note);
            is_rejected.add(each.is_rejected);
        }
        if (ordinal.size() > 0)
            kTakeMarks.rows(*work_, work_.user_id(), page_id_, ordinal.str(), original_text.str(),
                            corrected_text.str(), note.str(), is_rejected.str());
    }

    /// Whether the page has the text of the export; one without text has it as well.
    bool has_text() const
    {
        auto const now =
            kTextOfPage.row(*work_, work_.user_id(), page_id_)[0].as<std::optional<std::string>>();
        if (page_.document)
            return now == page_.document->content;
        return !page_.transcription || now == page_.transcription->text;
    }

    /// Those that were changed in this account stay as they are: called before anything is written.
    void find_changed_todos()
    {
        for (auto const& row : kListChangedTodos.rows(*work_, work_.user_id(), page_id_))
            changed_todos_.insert(row[0].as<std::string>());
    }

    /// Those of the handwriting; a device sends those of typed text.
    void take_todos() const
    {
        PageTodos todos{page_id_, {}};
        for (auto const& each : page_.todos)
            if (each.source == TodoSource::handwriting)
                todos.found.push_back(each.found);
        write_todos(work_, TodoSource::handwriting, {todos});
    }

    void complete_todos_as_given() const
    {
        std::map<Completed, std::vector<std::string>> ids;
        std::array<std::size_t, 2> next = {0, 0};
        std::array<std::vector<ImportedTodo const*>, 2> given;
        for (auto const& each : page_.todos)
            given[index_of(each.source)].push_back(&each);
        for (auto const& row : kTodosOfPage.rows(*work_, work_.user_id(), page_id_)) {
            auto const source =
                index_of(row[1].as<bool>() ? TodoSource::handwriting : TodoSource::typed_text);
            auto const place = next[source]++;
            auto id = row[0].as<std::string>();
            if (place >= given[source].size() || changed_todos_.count(id) > 0)
                continue;
            auto const& wanted = *given[source][place];
            if (wanted.found.todo.text == row[2].c_str() && wanted.is_completed != row[3].as<bool>())
                ids[wanted.is_completed ? Completed::yes : Completed::no].push_back(std::move(id));
        }
        for (auto const& [completed, changed] : ids)
            complete_todos(work_, changed, completed);
    }

private:
    static std::size_t index_of(TodoSource source) { return source == TodoSource::handwriting ? 0 : 1; }

    LibraryWork& work_;
    PageId const& page_id_;
    ImportedPage const& page_;
    std::set<std::string> changed_todos_;
};

}  // namespace

std::optional<bool> import_page(LibraryWork& work, ImportedPage const& page)
{
    auto const found = kFindForImport.rows(*work, work.user_id(), page.notebook_uuid, page.page_uuid);
    if (found.empty())
        return std::nullopt;
    auto const page_id = found[0][0].as<PageId>();
    bool const takes_transcription = page.transcription && found[0][1].as<bool>();
    bool const takes_document = page.document && found[0][2].as<bool>();
    PageImport importing(work, page_id, page);
    importing.find_changed_todos();
    if (takes_transcription)
        importing.take_transcription();
    if (takes_document)
        importing.take_document();
    importing.take_versions();
    importing.take_facts();
    importing.take_marks();
    if (!importing.has_text())
        return false;
    if (takes_transcription || takes_document)
        importing.take_todos();
    importing.complete_todos_as_given();
    return true;
}

}  // namespace rmirror::library
