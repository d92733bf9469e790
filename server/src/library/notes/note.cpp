// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/notes/note.hpp"

#include "db/ids.hpp"
#include "library/deletion/delete_notebook.hpp"
#include "library/documents/note_title.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr auto kFind = R"sql(
    SELECT page.id, notebook.document_type = 'notes'
    FROM notebooks AS notebook
    LEFT JOIN pages AS page ON page.user_id = notebook.user_id AND page.notebook_id = notebook.id
        AND page.page_uuid = notebook.notebook_uuid
    WHERE notebook.user_id = $1 AND notebook.notebook_uuid = $2)sql";

constexpr auto kFindPage = "SELECT FROM pages WHERE user_id = $1 AND id = $2";

constexpr auto kChooseId = "SELECT coalesce($1::uuid, uuid_v7())";

constexpr auto kAddNotebook = R"sql(
    INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, parent_uuid, last_modified)
    VALUES ($1, $2, 'notes', $3, $4, now())
    RETURNING id)sql";

constexpr auto kAddPage = R"sql(
    INSERT INTO pages (user_id, id, notebook_id, page_uuid, page_number, ocr_status)
    VALUES ($1, $2, $3, $2, 1, 'skipped'))sql";

}  // namespace

std::variant<CreatedNote, NoNote> create_note(LibraryWork& work, NewNote const& note)
{
    auto const& user_id = work.user_id();
    auto const id = work->exec_params1(kChooseId, note.id)[0].as<std::string>();
    PageId const page_id(id);
    auto const known = work->exec_params(kFind, user_id, id);
    if (known.empty()) {
        if (!work->exec_params(kFindPage, user_id, id).empty())
            return NoNote::id_is_taken;
        auto const notebook =
            work->exec_params1(kAddNotebook, user_id, id, note_title(note.content), note.folder_uuid)[0]
                .as<std::string>();
        work->exec_params0(kAddPage, user_id, id, notebook);
        return CreatedNote{begin_document(work, page_id, note.content), true};
    }
    if (!known[0][1].as<bool>())
        return NoNote::id_is_taken;
    auto const found = find_document(*work, user_id, page_id);
    auto const* const document = std::get_if<Document>(&found);
    return document ? std::variant<CreatedNote, NoNote>(CreatedNote{*document, false}) : NoNote::deleted;
}

std::variant<NoteDeletion, Stale> delete_note(LibraryWork& work, quota::Rules const& rules,
                                              Document const& note, Precondition const& is_met)
{
    if (!is_met(note.etag))
        return Stale{note};
    delete_notebook(work, rules, note.notebook_uuid);
    return NoteDeletion::done;
}

}  // namespace rmirror::library
