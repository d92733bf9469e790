// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "library/attachments/attachment.hpp"
#include "routes/attachment_reply.hpp"
#include "routes/routes.hpp"
#include "routes/shared_library.hpp"

#include "db/transaction.hpp"
#include "hashing.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/documents/document.hpp"
#include "library/sealed/sealed_chunk.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Reply;

constexpr std::int64_t kMaxEqualFiles = 10'000;
constexpr std::array<std::string_view, 2> kScopes = {"attachment", "backup"};

/// A name without folders that every system can store.
bool is_file_name(std::string_view name)
{
    bool const has_control = std::any_of(name.begin(), name.end(), [](char byte) {
        return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
    });
    return !has_control && name.find_first_of("/\\") == std::string_view::npos && name != "." && name != "..";
}

/// type/subtype, without parameters (RFC 6838 §4.2).
bool is_media_type(std::string_view text)
{
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+";
    auto const slash = text.find('/');
    auto const is_name = [&](std::string_view part) {
        return !part.empty() && part.find_first_not_of(kAllowed) == std::string_view::npos;
    };
    return slash != std::string_view::npos && is_name(text.substr(0, slash)) &&
           is_name(text.substr(slash + 1));
}

bool is_sha256(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

library::AttachmentFacts read_facts(input::JsonReader& fields)
{
    library::AttachmentFacts facts;
    facts.page_id = PageId(fields.uuid("document_id"));
    facts.file_name = fields.text("file_name", {.min = 1, .max = 255});
    facts.content_type = fields.text("content_type", {.min = 3, .max = 100});
    facts.sha256 = fields.text("sha256", {.min = 64, .max = 64});
    facts.bytes = static_cast<std::size_t>(fields.integer("size", 1, library::kMaxAttachmentBytes));
    if (!is_file_name(facts.file_name))
        fields.refuse("file_name", "It must be a name without folders.");
    if (!is_media_type(facts.content_type))
        fields.refuse("content_type", "It must be a media type such as image/png, in lower case.");
    if (!is_sha256(facts.sha256))
        fields.refuse("sha256", "It must be 64 hexadecimal digits in lower case.");
    return facts;
}

library::ChunkFacts read_chunk_facts(input::JsonReader& fields)
{
    library::ChunkFacts facts;
    facts.name = fields.text("chunk", {.min = 64, .max = 64});
    facts.sha256 = fields.text("sha256", {.min = 64, .max = 64});
    facts.bytes = static_cast<std::size_t>(fields.integer("size", 1, library::kMaxChunkBytes));
    if (!is_sha256(facts.name))
        fields.refuse("chunk", "It must be 64 hexadecimal digits in lower case.");
    if (!is_sha256(facts.sha256))
        fields.refuse("sha256", "It must be 64 hexadecimal digits in lower case.");
    return facts;
}

std::string id_of(Call const& call)
{
    return input::parse_uuid(call.request.parameter("id")).value_or("");
}

Reply no_such_upload()
{
    return http::problem(Code::Not_Found, "This upload doesn't exist, or it was given up. Begin a new one.");
}

Reply presign_upload(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    bool const is_backup = body.fields().one_of("scope", kScopes) == "backup";
    library::AttachmentFacts attachment;
    library::ChunkFacts chunk;
    if (is_backup)
        chunk = read_chunk_facts(body.fields());
    else
        attachment = read_facts(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (app.disk && !app.disk->has_room_for(is_backup ? chunk.bytes : attachment.bytes))
        return disk_full();
    auto const upload = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return is_backup ? library::announce_chunk(work, app.quota, call.user.id, chunk)
                         : library::announce_upload(work, app.quota, call.user.id, attachment);
    });
    if (!upload)
        return http::problem(Code::Not_Found, "This document doesn't exist.");
    auto const& facts = upload->facts;
    auto const elsewhere =
        app.blobs->upload_address(upload->key, {facts.content_type, facts.bytes, library::kAddressValid});
    auto reply = http::ok_json(json::serialize(
        json::object{{"id", upload->id},
                     {"method", "PUT"},
                     {"url", elsewhere.value_or("/api/v1/uploads/" + upload->id + "/content")},
                     {"headers", {{"Content-Type", facts.content_type}}},
                     {"needs_authorization", !elsewhere},
                     {"expires_at", upload->expires_at}}));
    reply.status = Code::Created;
    return reply;
}

/// Of an attachment or of a piece of a backup.
std::optional<library::Upload> find_any_upload(pqxx::work& work, UserId const& user_id, std::string const& id)
{
    if (id.empty())
        return std::nullopt;
    auto found = library::find_upload(work, user_id, id);
    return found ? found : library::find_chunk_upload(work, user_id, id);
}

/// For stores that have no addresses of their own.
Reply put_content(App& app, Call const& call)
{
    auto const id = id_of(call);
    auto const upload = db::as_user(
        app.pool, call.user.id, [&](pqxx::work& work) { return find_any_upload(work, call.user.id, id); });
    if (!upload)
        return no_such_upload();
    if (upload->is_expired)
        return http::problem(Code::Forbidden, "This address has expired. Begin a new upload.");
    auto const& [facts, content] = std::tie(upload->facts, call.request.body);
    if (call.request.header("Content-Type") != facts.content_type)
        return http::problem(Code::Forbidden, "The Content-Type isn't the one that was announced.");
    if (content.size() != facts.bytes)
        return http::problem(Code::Forbidden, "The file hasn't the size that was announced.");
    if (sha256_hex(content) != facts.sha256)
        return http::problem(Code::Bad_Request,
                             "The file doesn't match its SHA-256. It was damaged on the way; send it again.");
    if (app.disk && !app.disk->has_room_for(content.size()))
        return disk_full();
    try {
        app.blobs->put(upload->key, content);
    } catch (DiskFull const&) {
        if (app.disk)
            app.disk->note_full();
        return disk_full();
    }
    return http::empty_reply(Code::No_Content);
}

Reply complete_upload(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const nth = query.integer_if_any("nth", 1, kMaxEqualFiles);
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto const id = id_of(call);
    if (id.empty())
        return no_such_upload();
    auto completed = library::complete_upload(app.pool, *app.blobs, app.uploads, call.user.id, id, nth);
    auto const* const incomplete = std::get_if<library::Incomplete>(&completed);
    if (incomplete && *incomplete == library::Incomplete::unknown)
        completed = library::complete_chunk(app.pool, *app.blobs, app.uploads, call.user.id, id);
    if (auto const* const attachment = std::get_if<std::string>(&completed))
        return http::ok_json(*attachment);
    switch (std::get<library::Incomplete>(completed)) {
        case library::Incomplete::missing:
            return http::problem(Code::Conflict,
                                 "The file hasn't arrived yet. Send it to its address first.");
        case library::Incomplete::other:
            return http::problem(Code::Unprocessable_Entity,
                                 "What arrived isn't the file that was announced. Begin a new upload.");
        case library::Incomplete::unknown:
            break;
    }
    return no_such_upload();
}

Reply list_attachments(App& app, Call const& call)
{
    PageId const page(id_of(call));
    return read_library(app, call, [&](pqxx::work& work) {
        auto const found = library::find_document(work, call.user.id, page);
        if (std::holds_alternative<library::NoDocument>(found))
            return http::problem(Code::Not_Found, "This document doesn't exist.");
        return http::ok_json(library::list_attachments(work, call.user.id, page));
    });
}

Reply no_such_attachment()
{
    return http::problem(Code::Not_Found, "This attachment doesn't exist.");
}

Reply show_attachment(App& app, Call const& call)
{
    auto const id = id_of(call);
    auto const found = read_library(app, call, [&](pqxx::work& work) {
        return id.empty() ? std::nullopt : library::find_attachment(work, call.user.id, id);
    });
    if (!found)
        return no_such_attachment();
    auto reply =
        attachment_reply(call.request, *app.blobs, {found->file_name, found->content_type, found->blob},
                         "private, max-age=31536000, immutable");
    return reply ? std::move(*reply) : no_such_attachment();
}

Reply delete_attachment(App& app, Call const& call)
{
    auto const id = id_of(call);
    bool const was_there = !id.empty() && write_library(app, call, [&](library::LibraryWork& work) {
        return library::remove_attachment(work, id);
    });
    return was_there ? http::empty_reply(Code::No_Content) : no_such_attachment();
}

constexpr Row kAttachmentsRows[] = {
    {http::Method::post,
     "/api/v1/uploads/presign",
     Access::user,
     presign_upload,
     {.traffic = http::Traffic::upload}},
    {http::Method::put,
     "/api/v1/uploads/:id/content",
     Access::user,
     put_content,
     {.body_bytes = library::kMaxAttachmentBytes, .traffic = http::Traffic::upload}},
    {http::Method::post,
     "/api/v1/uploads/:id/complete",
     Access::user,
     complete_upload,
     {.runs = http::Runs::on_library_worker, .traffic = http::Traffic::upload}},
    {http::Method::get, "/api/v1/documents/:id/attachments", Access::user, list_attachments},
    {http::Method::get,
     "/api/v1/attachments/:id",
     Access::user,
     show_attachment,
     {.traffic = http::Traffic::picture}},
    {http::Method::remove, "/api/v1/attachments/:id", Access::user, delete_attachment},
};

}  // namespace

Table attachment_routes()
{
    return kAttachmentsRows;
}

}  // namespace rmirror::routes
