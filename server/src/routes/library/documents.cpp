// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "library/documents/document.hpp"
#include "routes/routes.hpp"
#include "routes/shared_library.hpp"
#include "routes/workspaces/refusals.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/files/etag.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/documents/versions.hpp"
#include "library/images/room_check.hpp"
#include "library/notes/note.hpp"
#include "search/queries.hpp"
#include "workspaces/merged_lists.hpp"
#include "workspaces/move.hpp"
#include "workspaces/shelf.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <utility>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Reply;

// Reads one row more than the limit to know whether the list continues. $3: languages, $4: a query for each.
constexpr auto kListDocuments = R"sql(
    WITH matching AS MATERIALIZED (
        SELECT document.page_id
        FROM unnest($3::text[], $4::tsquery[]) AS asked (language, query)
        JOIN search_documents AS document
            ON document.user_id = (SELECT $1::uuid) AND document.language = asked.language
                AND document.vector @@ asked.query
        WHERE document.page_id IS NOT NULL),
    found AS (
        SELECT page.id, document_json(page, notebook) AS shown, row_number() OVER (ORDER BY page.id DESC) AS nth
        FROM pages AS page
        JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
        WHERE page.user_id = $1 AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL
            AND coalesce(page.document, page.ocr_text) <> '' AND notebook.workspace_id IS NOT DISTINCT FROM $6::uuid
            AND ($2::uuid IS NULL OR page.id < $2::uuid)
            AND ($3::text[] IS NULL OR page.id IN (SELECT page_id FROM matching))
        ORDER BY page.id DESC LIMIT $5 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(shown ORDER BY nth) FILTER (WHERE nth <= $5), '[]'),
        'next', CASE WHEN count(*) > $5 THEN (SELECT id FROM found WHERE nth = $5) END)
    FROM found)sql";

/// A document of the largest size, with each second byte escaped.
constexpr std::size_t kDocumentBodyBytes = 3U << 20U;
constexpr std::size_t kMaxConflicts = 10'000;
constexpr std::size_t kMaxVersionName = 200;
constexpr std::size_t kMaxQuery = 500;

Reply no_document(library::NoDocument why)
{
    if (why == library::NoDocument::deleted_page)
        return http::problem(http::Code::Gone,
                             "This page was deleted, so its text can't be changed any more.");
    return http::problem(http::Code::Not_Found, "This page doesn't exist.");
}

std::string quoted(std::string const& etag)
{
    return "\"" + etag + "\"";
}

Reply shown(library::Document const& document)
{
    return http::ok_json(document.json).with("ETag", quoted(document.etag)).with("Cache-Control", "no-cache");
}

Reply reply_to(library::Saved const& saved)
{
    if (auto const* const why = std::get_if<library::NoDocument>(&saved))
        return no_document(*why);
    if (auto const* const stale = std::get_if<library::Stale>(&saved))
        return http::problem(http::Code::Precondition_Failed,
                             "This text was changed elsewhere in the meantime. Merge your changes into it.",
                             {{"document", json::parse(stale->current.json)}})
            .with("ETag", quoted(stale->current.etag));
    return shown(std::get<library::Document>(saved));
}

PageId page_of(Call const& call)
{
    return PageId(input::parse_uuid(call.request.parameter("id")).value_or(""));
}

/// 428 if the client doesn't say which content it knows.
std::optional<Reply> missing_precondition(Call const& call)
{
    if (call.request.has_header("If-Match"))
        return std::nullopt;
    return http::problem(http::Code::Precondition_Required,
                         "Send the ETag of the text that you know in the header If-Match, so that nobody's "
                         "changes are overwritten.");
}

library::Precondition precondition_of(Call const& call)
{
    return [if_match = call.request.header_list("If-Match")](std::string_view etag) {
        return http::etag_matches_strongly(if_match, quoted(std::string(etag)));
    };
}

/// Its id, or one of no workspace.
std::string workspace_of(Call const& call)
{
    return input::parse_uuid(call.request.parameter("workspace_id"))
        .value_or("00000000-0000-0000-0000-000000000000");
}

/// `workspace`: nullopt for the person's own.
std::string list_in(pqxx::work& work, UserId const& user_id, std::optional<std::string> const& workspace,
                    std::optional<std::string> const& words, http::Piece const& piece)
{
    ArrayText languages;
    ArrayText asked;
    if (words)
        for (auto const& each : search::read_question(work, user_id, *words)) {
            languages.add(each.language);
            asked.add(each.asked);
        }
    auto const if_asked = [&](ArrayText const& array) {
        return words ? std::optional(array.str()) : std::nullopt;
    };
    return work
        .exec_params1(db::routable(kListDocuments), user_id, piece.after, if_asked(languages),
                      if_asked(asked), piece.limit, workspace)[0]
        .as<std::string>();
}

Reply list_documents(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const words = query.text_if_any("query", {.max = kMaxQuery});
    auto const piece = query.piece();
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto const workspace = workspace_of(call);
    if (workspace == call.user.id.text())
        return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
            return list_in(work, call.user.id, std::nullopt, words, piece);
        }));
    auto const lists = workspaces::read_people(app.pool, call.user.id, workspace,
                                               [&](pqxx::work& work, UserId const& person) {
                                                   return list_in(work, person, workspace, words, piece);
                                               });
    return lists ? http::ok_json(workspaces::merged_lists(*lists, piece.limit))
                 : workspace_reply(workspaces::Refusal::no_such_workspace);
}

void check_size(input::JsonReader& fields, std::string const& content)
{
    if (content.size() > library::kMaxDocumentBytes)
        fields.refuse("content", "It must have at most 1,000,000 bytes.");
}

using Created = std::variant<library::CreatedNote, library::NoNote>;

Reply reply_to_note(Created const& created)
{
    if (auto const* const why = std::get_if<library::NoNote>(&created))
        return *why == library::NoNote::deleted
                   ? http::problem(http::Code::Gone,
                                   "This note was deleted. It can be restored as a notebook can.")
                   : http::problem(http::Code::Conflict, "Something else has this id. Choose another one.");
    auto const& note = std::get<library::CreatedNote>(created);
    auto reply = shown(note.document);
    reply.status = note.is_new ? http::Code::Created : http::Code::Ok;
    return reply;
}

/// In a shared workspace, the note belongs to the person who writes it.
Reply add_shared_note(App& app, Call const& call, std::string const& workspace, library::NewNote const& note)
{
    return library::write_as_system(app.pool, call.user.id, [&](library::LibraryWork& work) {
        if (auto const refusal = workspaces::refusal_to_bring(work, workspace))
            return workspace_reply(*refusal);
        library::RoomCheck const check(work, app.quota);
        auto created = library::create_note(work, note);
        if (auto* const made = std::get_if<library::CreatedNote>(&created); made && made->is_new) {
            PageId const page(made->document.notebook_uuid);  // A note has one id for all.
            workspaces::move_notebook(work, page.text(), workspace);
            made->document = std::get<library::Document>(library::find_document(*work, call.user.id, page));
        }
        check.expect_room();
        return reply_to_note(created);
    });
}

Reply add_note(App& app, Call const& call)
{
    http::JsonBody body(call.request, kDocumentBodyBytes);
    auto& fields = body.fields();
    library::NewNote note;
    note.id = fields.uuid_if_any("id");
    note.folder_uuid = fields.uuid_if_any("folder_uuid");
    note.content = fields.text("content", {.max = library::kMaxDocumentBytes});
    check_size(fields, note.content);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const workspace = workspace_of(call);
    if (workspace != call.user.id.text())
        return add_shared_note(app, call, workspace, note);
    return reply_to_note(library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        library::RoomCheck const check(work, app.quota);
        auto created = library::create_note(work, note);
        check.expect_room();
        return created;
    }));
}

Reply show_document(App& app, Call const& call)
{
    auto const found = read_library(app, call, [&](pqxx::work& work) {
        return library::find_document(work, call.user.id, page_of(call));
    });
    if (auto const* const why = std::get_if<library::NoDocument>(&found))
        return no_document(*why);
    auto const& document = std::get<library::Document>(found);
    if (http::etag_matches(call.request.header_list("If-None-Match"), quoted(document.etag)))
        return http::empty_reply(http::Code::Not_Modified)
            .with("ETag", quoted(document.etag))
            .with("Cache-Control", "no-cache");
    return shown(document);
}

Reply put_document(App& app, Call const& call)
{
    if (auto refusal = missing_precondition(call))
        return std::move(*refusal);
    http::JsonBody body(call.request, kDocumentBodyBytes);
    auto& fields = body.fields();
    library::DocumentChange change;
    change.content = fields.text("content", {.max = library::kMaxDocumentBytes});
    check_size(fields, change.content);
    constexpr input::Length kLine{.max = library::kMaxDocumentBytes};
    fields.each_if_any("settled", kMaxConflicts, [&](input::JsonReader& conflict) {
        change.settled.push_back(
            {conflict.text_if_any("mine", kLine), conflict.text_if_any("theirs", kLine)});
    });
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return reply_to(write_library(app, call, [&](library::LibraryWork& work) {
        library::RoomCheck const check(work, app.quota);
        auto saved = library::save_document(work, page_of(call), precondition_of(call), change);
        check.expect_room();
        return saved;
    }));
}

/// Of a note that another person shares with the caller.
Reply only_its_person_deletes()
{
    return http::problem(http::Code::Forbidden, "Only the person that this note belongs to can delete it.",
                         {{"type", "role_refused"}});
}

Reply delete_document(App& app, Call const& call)
{
    if (auto refusal = missing_precondition(call))
        return std::move(*refusal);
    return write_library(app, call, [&](library::LibraryWork& work) {
        auto const found = library::find_document(*work, call.user.id, page_of(call));
        auto const* const document = std::get_if<library::Document>(&found);
        if (!document || !document->is_note)
            return reply_to(library::undo_correction(work, page_of(call), precondition_of(call)));
        if (call.shared)
            return only_its_person_deletes();
        auto const deleted = library::delete_note(work, app.quota, *document, precondition_of(call));
        if (auto const* const stale = std::get_if<library::Stale>(&deleted))
            return reply_to(library::Saved(*stale));
        return http::empty_reply(http::Code::No_Content);
    });
}

Reply list_versions(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece();
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    return read_library(app, call, [&](pqxx::work& work) {
        auto const found = library::find_document(work, call.user.id, page_of(call));
        if (auto const* const why = std::get_if<library::NoDocument>(&found))
            return no_document(*why);
        return http::ok_json(
            library::list_versions(work, call.user.id, page_of(call), piece.limit, piece.after));
    });
}

Reply show_version(App& app, Call const& call)
{
    auto const version = input::parse_uuid(call.request.parameter("version_id")).value_or("");
    auto const found = read_library(app, call, [&](pqxx::work& work) {
        return version.empty() || page_of(call).empty()
                   ? std::nullopt
                   : library::find_version(work, call.user.id, page_of(call), version);
    });
    return found ? http::ok_json(*found)
                 : http::problem(http::Code::Not_Found, "This version doesn't exist.");
}

/// A snapshot with a name.
Reply add_version(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const name = body.fields().text("name", {.min = 1, .max = kMaxVersionName});
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return write_library(app, call, [&](library::LibraryWork& work) {
        auto const found = library::find_document(*work, call.user.id, page_of(call));
        if (auto const* const why = std::get_if<library::NoDocument>(&found))
            return no_document(*why);
        library::keep_version(work, page_of(call), name);
        auto reply = http::ok_json(library::list_versions(*work, call.user.id, page_of(call), 1, {}));
        reply.status = http::Code::Created;
        return reply;
    });
}

constexpr Row kDocumentsRows[] = {
    {http::Method::get, "/api/v1/workspaces/:workspace_id/documents", Access::user, list_documents},
    {http::Method::post,
     "/api/v1/workspaces/:workspace_id/documents",
     Access::user,
     add_note,
     {.body_bytes = kDocumentBodyBytes, .needs_user = true}},
    {http::Method::get, "/api/v1/documents/:id", Access::user, show_document},
    {http::Method::put,
     "/api/v1/documents/:id",
     Access::user,
     put_document,
     {.body_bytes = kDocumentBodyBytes, .needs_user = true}},
    {http::Method::remove, "/api/v1/documents/:id", Access::user, delete_document},
    {http::Method::get, "/api/v1/documents/:id/versions", Access::user, list_versions},
    {http::Method::post, "/api/v1/documents/:id/versions", Access::user, add_version},
    {http::Method::get, "/api/v1/documents/:id/versions/:version_id", Access::user, show_version},
};

}  // namespace

Table document_routes()
{
    return kDocumentsRows;
}

}  // namespace rmirror::routes
