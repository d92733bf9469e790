// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/shared_library.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/files/compression.hpp"
#include "http/files/etag.hpp"
#include "http/problem.hpp"
#include "library/deletion/delete_notebook.hpp"
#include "library/deletion/deleted_notebooks.hpp"
#include "library/deletion/purge.hpp"
#include "library/documents/placed_lines.hpp"
#include "library/notebook_language.hpp"
#include "library/tree.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <utility>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Reply;

// Reads one row more than the limit to know whether the list continues.
constexpr auto kListNotebooks = R"sql(
    WITH found AS (
        SELECT notebook, row_number() OVER (ORDER BY id) AS nth
        FROM notebooks AS notebook
        WHERE user_id = $1 AND deleted_at IS NULL AND ($2::uuid IS NULL OR id > $2::uuid)
        ORDER BY id LIMIT $3 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(notebook_json(notebook) ORDER BY nth) FILTER (WHERE nth <= $3), '[]'),
        'next', CASE WHEN count(*) > $3 THEN (SELECT (notebook).id FROM found WHERE nth = $3) END)
    FROM found)sql";

constexpr auto kShowNotebook = R"sql(
    SELECT notebook_json(notebook) || jsonb_build_object(
        'sync_progress', progress_json(array(
            SELECT ocr_status FROM pages
            WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL)),
        'pages', (SELECT coalesce(jsonb_agg(page_json(page, notebook.notebook_uuid) ORDER BY page_number), '[]')
                  FROM pages AS page
                  WHERE page.user_id = (SELECT $1::uuid) AND page.notebook_id = notebook.id
                      AND page.deleted_at IS NULL))
    FROM notebooks AS notebook WHERE user_id = $1 AND notebook_uuid = $2 AND deleted_at IS NULL)sql";

constexpr auto kShowPage = R"sql(
    SELECT page_json(page, notebook.notebook_uuid) || page_images_json(page) || jsonb_build_object(
        'typed_text', page.typed_text, 'typed_markdown', page.typed_markdown, 'ocr_text', page.ocr_text, 'ocr_lines', page.ocr_lines,
        'drawings_left_out', page.drawings_left_out,
        'document', page.document, 'document_conflicts', coalesce(page.document_conflicts, '[]'),
        'ocr_completed_at', page.ocr_completed_at,
        'reads_pictures', page.reads_pictures,
        'highlights', (SELECT coalesce(jsonb_agg(highlight_json(highlight) ORDER BY ordinal), '[]')
                       FROM highlights AS highlight
                       WHERE user_id = (SELECT $1::uuid) AND page_id = page.id AND deleted_at IS NULL),
        'rejected_marks', (SELECT coalesce(jsonb_agg(highlight_json(highlight) ORDER BY ordinal), '[]')
                           FROM highlights AS highlight
                           WHERE user_id = (SELECT $1::uuid) AND page_id = page.id AND hidden = 'rejected'),
        'todos', (SELECT coalesce(jsonb_agg(todo_json(todo) ORDER BY source, ordinal), '[]')
                  FROM todos AS todo
                  WHERE user_id = (SELECT $1::uuid) AND page_id = page.id AND deleted_at IS NULL)),
        page.document IS NOT NULL
    FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    WHERE page.user_id = $1 AND page.id = (SELECT page_named($1, $2, $3)))sql";

// Of each notebook, the first page that has an image for transcription or display; null if none has.
constexpr auto kListCovers = R"sql(
    SELECT jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object(
        'notebook_uuid', notebook.notebook_uuid, 'page', cover.page)), '[]'))
    FROM notebooks AS notebook
    LEFT JOIN LATERAL (
        SELECT page_json(first, notebook.notebook_uuid) || page_images_json(first) AS page
        FROM pages AS first
        WHERE first.user_id = (SELECT $1::uuid) AND first.notebook_id = notebook.id AND first.deleted_at IS NULL
            AND (first.image_hash IS NOT NULL OR first.display_hash IS NOT NULL)
        ORDER BY page_number LIMIT 1) AS cover ON true
    WHERE notebook.user_id = $1 AND notebook.notebook_uuid = ANY ($2::uuid[]) AND notebook.deleted_at IS NULL)sql";

/// Notebooks in one request for covers: four batches of the library as the dashboard shows it.
constexpr std::size_t kMaxCovers = 48;

Reply list_notebooks(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece();
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(app.replica.as_reader(call.user.id, [&](pqxx::work& work) {
        return work.exec_params1(kListNotebooks, call.user.id, piece.after, piece.limit)[0].as<std::string>();
    }));
}

Reply list_covers(App& app, Call const& call)
{
    http::Query query(call.request);
    ArrayText notebooks;
    for (auto const& text : query.texts("notebook", {.min = 1, .max = 36}, kMaxCovers)) {
        auto const uuid = input::parse_uuid(text);
        if (!uuid)
            query.refuse("notebook", "Must be a UUID.");
        else
            notebooks.add(*uuid);
    }
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return work.exec_params1(db::routable(kListCovers), call.user.id, notebooks.str())[0]
            .as<std::string>();
    }));
}

/// Weak, because compressed bodies and bodies with a later cursor count as the same tree.
std::string etag_of(std::string const& version)
{
    return "W/\"" + version + '"';
}

Reply show_tree(App& app, Call const& call)
{
    Reply reply{.body = nullptr, .headers = {}};
    auto const known = call.request.header_list("If-None-Match");
    std::string etag;
    if (!known.empty())
        etag = etag_of(library::tree_version(app.pool, call.user.id));
    if (http::etag_matches(known, etag)) {
        reply.status = http::Code::Not_Modified;
    } else {
        auto const tree = app.trees.read(call.user.id);
        etag = etag_of(tree.version);
        reply.body = tree.answer;
    }
    reply.with("ETag", etag).with("Cache-Control", "private, no-cache");
    http::compress(reply, call.request);
    return reply;
}

/// The same reply for an object that doesn't exist and one of another user.
Reply no_such(std::string_view what)
{
    return http::problem(http::Code::Not_Found, "This " + std::string(what) + " doesn't exist.");
}

Reply first_of(pqxx::result const& rows, std::string_view what)
{
    return rows.empty() ? no_such(what) : http::ok_json(rows[0][0].as<std::string>());
}

Reply show_notebook(App& app, Call const& call)
{
    auto const uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    if (!uuid)
        return no_such("notebook");
    return read_library(app, call, [&](pqxx::work& work) {
        return first_of(work.exec_params(db::routable(kShowNotebook), call.user.id, *uuid), "notebook");
    });
}

Reply change_notebook(App& app, Call const& call)
{
    auto const uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    auto const language = fields.text_if_any("language", {.min = 2, .max = library::kMaxLanguageTag});
    if (language && !library::is_language_tag(*language))
        fields.refuse("language", "Must be a BCP 47 tag, such as he or zh-Hant.");
    else if (!language && !fields.is_null("language"))
        fields.refuse("language", "Must be there.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    bool const is_there = uuid && library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
                              return library::set_notebook_language(work, *uuid, language);
                          });
    return is_there ? http::empty_reply(http::Code::No_Content) : no_such("notebook");
}

Reply delete_notebook(App& app, Call const& call)
{
    auto const uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    if (!uuid)
        return no_such("notebook");
    auto const deletion = library::write(
        app.pool, call.user.id,
        [&](library::LibraryWork& work) { return library::delete_notebook(work, app.quota, *uuid); },
        db::Patience::whole_library);
    switch (deletion) {
        case library::Deletion::no_such:
            return no_such("notebook");
        case library::Deletion::is_folder:
            return http::problem(http::Code::Conflict,
                                 "This is a folder. Delete the notebooks in it instead.");
        case library::Deletion::done:
            break;
    }
    return http::empty_reply(http::Code::No_Content);
}

Reply list_deleted(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece();
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(library::list_deleted(app.pool, call.user.id, piece.limit, piece.after,
                                               app.settings.count("RMIRROR_DELETED_DAYS")));
}

Reply purge_notebook(App& app, Call const& call)
{
    auto const uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    bool const was_deleted = uuid && library::purge_notebook(app.pool, call.user.id, *uuid);
    return was_deleted ? http::empty_reply(http::Code::No_Content) : no_such("deleted notebook");
}

Reply restore_notebook(App& app, Call const& call)
{
    auto const uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    bool const is_there =
        uuid && library::write(
                    app.pool, call.user.id,
                    [&](library::LibraryWork& work) { return library::restore_notebook(work, *uuid); },
                    db::Patience::whole_library);
    return is_there ? http::empty_reply(http::Code::No_Content) : no_such("notebook");
}

/// Replaces the lines of the transcription by those of the document, in the same places.
std::string with_lines_of_document(std::string_view shown)
{
    auto page = json::parse(shown).as_object();
    page["ocr_lines"] =
        library::placed_lines(page.at("ocr_lines").as_array(), page.at("document").as_string());
    return json::serialize(page);
}

Reply show_page(App& app, Call const& call)
{
    auto const notebook = input::parse_uuid(call.request.parameter("notebook_uuid"));
    auto const page = input::parse_uuid(call.request.parameter("page_uuid"));
    if (!notebook || !page)
        return no_such("page");
    return read_library(app, call, [&](pqxx::work& work) {
        auto const rows = work.exec_params(db::routable(kShowPage), call.user.id, *notebook, *page);
        if (rows.empty())
            return no_such("page");
        auto shown = rows[0][0].as<std::string>();
        return http::ok_json(rows[0][1].as<bool>() ? with_lines_of_document(shown) : std::move(shown));
    });
}

constexpr http::Traits kWholeLibrary{.runs = http::Runs::on_library_worker};

constexpr Row kNotebooksRows[] = {
    {http::Method::get, "/api/v1/notebooks", Access::user, list_notebooks},
    {http::Method::get, "/api/v1/notebooks/tree", Access::user, show_tree},
    {http::Method::get, "/api/v1/notebooks/covers", Access::user, list_covers},
    {http::Method::get, "/api/v1/notebooks/deleted", Access::user, list_deleted},
    {http::Method::remove, "/api/v1/notebooks/deleted/:notebook_uuid", Access::person, purge_notebook,
     kWholeLibrary},
    {http::Method::get, "/api/v1/notebooks/:notebook_uuid", Access::user, show_notebook},
    {http::Method::patch, "/api/v1/notebooks/:notebook_uuid", Access::user, change_notebook},
    {http::Method::remove, "/api/v1/notebooks/:notebook_uuid", Access::person, delete_notebook,
     kWholeLibrary},
    {http::Method::post, "/api/v1/notebooks/:notebook_uuid/restore", Access::user, restore_notebook,
     kWholeLibrary},
    {http::Method::get, "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid", Access::user, show_page},
};

}  // namespace

Table notebooks_routes()
{
    return kNotebooksRows;
}

}  // namespace rmirror::routes
