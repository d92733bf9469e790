// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/documents/imported_page.hpp"
#include "library/highlights.hpp"
#include "library/images/room_check.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Reply;

/// A text of the largest size in several versions; a client sends more of them in further requests.
constexpr std::size_t kImportBytes = 16U << 20U;
constexpr std::size_t kMaxLines = 10'000;
constexpr std::size_t kMaxVersions = 1000;
constexpr std::size_t kMaxImportedTodos = 2000;
constexpr std::size_t kMaxMarks = 10'000;
constexpr std::int64_t kMaxOrdinal = 1'000'000;
constexpr double kMaxPosition = 10'000'000;
constexpr input::Length kPageText{.max = library::kMaxDocumentBytes};
constexpr std::array<std::string_view, 2> kSources = {"handwriting", "typed_text"};

/// null: unknown.
std::optional<double> read_confidence(input::JsonReader& fields)
{
    if (!fields.is_null("confidence"))
        return fields.number("confidence", 0, 1);
    fields.text_if_any("confidence", kPageText);
    return std::nullopt;
}

std::string read_content(input::JsonReader& fields)
{
    auto content = fields.text("content", kPageText);
    if (content.size() > library::kMaxDocumentBytes)
        fields.refuse("content", "It must have at most 1,000,000 bytes.");
    return content;
}

library::ImportedTranscription read_transcription(input::JsonReader& fields)
{
    library::ImportedTranscription transcription;
    transcription.ink_hash = fields.text("ink_hash", {.min = 1, .max = 100});
    transcription.text = fields.text("text", kPageText);
    transcription.confidence = read_confidence(fields);
    transcription.language = fields.text_if_any("language", {.min = 1, .max = 35});
    transcription.completed_at = fields.time_if_any("completed_at");
    json::array lines;
    fields.each_if_any("lines", kMaxLines, [&](input::JsonReader& line) {
        lines.push_back({{"text", line.text("text", kPageText)},
                         {"confidence", line.number("confidence", 0, 1)},
                         {"top", line.number("top", -kMaxPosition, kMaxPosition)},
                         {"bottom", line.number("bottom", -kMaxPosition, kMaxPosition)}});
    });
    transcription.lines = json::serialize(lines);
    return transcription;
}

library::ImportedDocument read_document(input::JsonReader& fields)
{
    library::ImportedDocument document;
    document.content = read_content(fields);
    document.base = fields.text("base", kPageText);
    document.author = fields.one_of("author", library::kAuthors);
    document.saved_at = fields.time_if_any("saved_at");
    document.began_at = fields.time_if_any("began_at");
    fields.each_if_any("conflicts", kMaxLines, [&](input::JsonReader& conflict) {
        document.conflicts.push_back(
            {conflict.text_if_any("mine", kPageText), conflict.text_if_any("theirs", kPageText)});
    });
    return document;
}

json::value text_or_null(std::optional<std::string> const& text)
{
    return text ? json::value(*text) : json::value();
}

json::object read_version(input::JsonReader& fields)
{
    auto const saved_at = fields.time_if_any("saved_at");
    if (!saved_at)
        fields.refuse("saved_at", "Required.");
    return {{"id", fields.uuid("id")},
            {"author", fields.one_of("author", library::kAuthors)},
            {"name", text_or_null(fields.text_if_any("name", {.min = 1, .max = 200}))},
            {"content", read_content(fields)},
            {"saved_at", text_or_null(saved_at)},
            {"created_at", text_or_null(fields.time_if_any("created_at"))}};
}

library::ImportedTodo read_todo(input::JsonReader& fields)
{
    library::ImportedTodo todo;
    todo.source = fields.one_of("source", kSources) == kSources[0] ? library::TodoSource::handwriting
                                                                   : library::TodoSource::typed_text;
    todo.found.todo.text = fields.text("text", {.min = 1, .max = 10'000});
    todo.found.todo.is_ticked = fields.flag("is_ticked");
    todo.found.confidence = read_confidence(fields);
    todo.is_completed = fields.flag("is_completed");
    return todo;
}

library::ImportedHighlight read_highlight(input::JsonReader& fields)
{
    constexpr input::Length kText{.max = library::kMaxHighlightText};
    library::ImportedHighlight highlight;
    highlight.ordinal = fields.integer("ordinal", 0, kMaxOrdinal);
    highlight.original_text = fields.text("original_text", kText);
    highlight.corrected_text = fields.text_if_any("corrected_text", kText);
    highlight.note = fields.text("note", kText);
    highlight.is_rejected = fields.flag_if_any("is_rejected").value_or(false);
    return highlight;
}

library::ImportedPage read_page(input::JsonReader& fields)
{
    library::ImportedPage page;
    page.created_at = fields.time_if_any("created_at");
    page.shows_look = fields.flag_if_any("shows_look").value_or(false);
    fields.object_if_any("transcription",
                         [&](input::JsonReader& given) { page.transcription = read_transcription(given); });
    fields.object_if_any("document", [&](input::JsonReader& given) { page.document = read_document(given); });
    json::array versions;
    fields.each_if_any("versions", kMaxVersions,
                       [&](input::JsonReader& given) { versions.push_back(read_version(given)); });
    page.versions = json::serialize(versions);
    fields.each_if_any("todos", kMaxImportedTodos,
                       [&](input::JsonReader& given) { page.todos.push_back(read_todo(given)); });
    fields.each_if_any("highlights", kMaxMarks,
                       [&](input::JsonReader& given) { page.highlights.push_back(read_highlight(given)); });
    return page;
}

/// From an export of another account.
Reply import_page(App& app, Call const& call)
{
    http::JsonBody body(call.request, kImportBytes);
    auto page = read_page(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const notebook_uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    auto const page_uuid = input::parse_uuid(call.request.parameter("page_uuid"));
    if (!notebook_uuid || !page_uuid)
        return http::problem(http::Code::Not_Found, "This page doesn't exist.");
    page.notebook_uuid = *notebook_uuid;
    page.page_uuid = *page_uuid;
    auto const is_imported = library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        library::RoomCheck const check(work, app.quota);
        auto const imported = library::import_page(work, page);
        check.expect_room();
        return imported;
    });
    if (!is_imported)
        return http::problem(http::Code::Not_Found, "This page doesn't exist.");
    return http::ok_json(json::serialize(json::object{{"is_imported", *is_imported}}));
}

constexpr Row kPageImportRows[] = {
    {http::Method::put,
     "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/imported",
     Access::user,
     import_page,
     {.body_bytes = kImportBytes, .traffic = http::Traffic::upload, .needs_user = true}},
};

}  // namespace

Table page_import_routes()
{
    return kPageImportRows;
}

}  // namespace rmirror::routes
