// SPDX-License-Identifier: AGPL-3.0-or-later
// People's encrypted backups: the wrapped key, lists, and the pieces. Pieces arrive as uploads
// (attachments.cpp).
#include "app.hpp"
#include "library/sealed/sealed_backup.hpp"
#include "library/sealed/sealed_chunk.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"

#include <algorithm>
#include <set>

namespace rmirror::routes {

namespace {

constexpr std::size_t kMaxNamesAsked = 1000;
constexpr std::size_t kBackupBodyBytes = 5U << 20U;  // kMaxChunks names, and what is sealed.
constexpr std::int64_t kMaxRevision = 1'000'000'000;

bool is_chunk_name(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_base64(std::string_view text)
{
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    return text.find_first_not_of(kLetters) == std::string_view::npos;
}

/// Each once.
std::vector<std::string> read_names(input::JsonReader& fields, std::string_view field, std::size_t max)
{
    auto names = fields.texts_if_any(field, max, {.min = 64, .max = 64});
    if (names.empty())
        fields.refuse(field, "It must name at least one.");
    if (!std::all_of(names.begin(), names.end(), is_chunk_name))
        fields.refuse(field, "Each must be 64 hexadecimal digits in lower case.");
    std::set<std::string> const unique(names.begin(), names.end());
    return {unique.begin(), unique.end()};
}

http::Reply show_backups(App& app, Call const& call)
{
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return library::list_backups(work, app.quota, call.user.id);
    }));
}

http::Reply put_backup_key(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    library::SealedKey key;
    key.key_id = body.fields().uuid("key_id");
    key.revision = body.fields().integer("revision", 0, kMaxRevision);
    key.record = body.fields().text("record", {.min = 1, .max = 4000});
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const saved = library::write(
        app.pool, call.user.id, [&](library::LibraryWork& work) { return library::save_key(work, key); });
    if (auto const* const revision = std::get_if<std::int64_t>(&saved))
        return http::ok_json(R"({"revision": )" + std::to_string(*revision) + "}");
    bool const is_other = std::get<library::KeyRefusal>(saved) == library::KeyRefusal::other_key;
    return http::problem(http::Code::Conflict,
                         is_other
                             ? "There are backups with another key. Open that one, or delete all backups "
                               "first."
                             : "The key was changed elsewhere meanwhile. Load it, then try again.");
}

http::Reply create_backup(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    library::NewBackup backup;
    backup.id = fields.uuid("id");
    backup.key_id = fields.uuid("key_id");
    backup.sealed = fields.text("sealed", {.min = 1, .max = library::kMaxSealedBytes});
    backup.chunks = read_names(fields, "chunks", library::kMaxChunks);
    if (!is_base64(backup.sealed))
        fields.refuse("sealed", "It must be Base64.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const added = library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        return library::add_backup(work, backup);
    });
    if (auto const* const json = std::get_if<std::string>(&added)) {
        auto reply = http::ok_json(*json);
        reply.status = http::Code::Created;
        return reply;
    }
    if (auto const* const missing = std::get_if<library::MissingChunks>(&added))
        return http::problem(http::Code::Conflict,
                             "Pieces of this backup have been removed meanwhile. Send them once more.",
                             {{"type", "chunks_missing"}, {"missing", boost::json::parse(missing->names)}});
    if (std::get<library::BackupRefusal>(added) == library::BackupRefusal::too_many)
        return http::problem(http::Code::Conflict,
                             "There are " + std::to_string(library::kMaxBackups) +
                                 " backups, and no more are kept. Delete older ones first.");
    return http::problem(http::Code::Conflict,
                         "There is no such key of backups (any more): it was deleted with all backups.");
}

http::Reply delete_backup(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    bool const was_there = id && library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
                               return library::remove_backup(work, *id);
                           });
    return was_there ? http::empty_reply(http::Code::No_Content)
                     : http::problem(http::Code::Not_Found, "This backup doesn't exist.");
}

http::Reply delete_all_backups(App& app, Call const& call)
{
    library::write(app.pool, call.user.id,
                   [&](library::LibraryWork& work) { library::remove_all_backups(work); });
    return http::empty_reply(http::Code::No_Content);
}

http::Reply ask_missing_chunks(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const names = read_names(body.fields(), "names", kMaxNamesAsked);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return http::ok_json(library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        return library::missing_chunks(work, names);
    }));
}

http::Reply show_chunk(App& app, Call const& call)
{
    auto const no_such_chunk = [] {
        return http::problem(http::Code::Not_Found, "This piece of a backup doesn't exist.");
    };
    auto const name = call.request.parameter("name");
    if (!is_chunk_name(name))
        return no_such_chunk();
    auto const key = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return library::find_chunk(work, call.user.id, std::string(name));
    });
    if (!key)
        return no_such_chunk();
    http::Reply reply{.content_type = std::string(library::kChunkType), .body = nullptr, .headers = {}};
    reply.with("Cache-Control", "no-store");
    reply.source = app.blobs->open(*key);
    return reply.source ? std::move(reply) : no_such_chunk();
}

constexpr Row kBackupsRows[] = {
    {http::Method::get, "/api/v1/backups", Access::user, show_backups},
    {http::Method::post, "/api/v1/backups", Access::user, create_backup, {.body_bytes = kBackupBodyBytes}},
    // A stolen token of a device must not delete what a person would restore from.
    {http::Method::remove, "/api/v1/backups", Access::person, delete_all_backups},
    {http::Method::remove, "/api/v1/backups/:id", Access::person, delete_backup},
    {http::Method::put, "/api/v1/backups/key", Access::user, put_backup_key},
    {http::Method::post,
     "/api/v1/backups/missing-chunks",
     Access::user,
     ask_missing_chunks,
     {.body_bytes = 256U << 10U, .traffic = http::Traffic::upload}},
    {http::Method::get,
     "/api/v1/backups/chunks/:name",
     Access::user,
     show_chunk,
     {.traffic = http::Traffic::picture}},
};

}  // namespace

Table backup_routes()
{
    return kBackupsRows;
}

}  // namespace rmirror::routes
