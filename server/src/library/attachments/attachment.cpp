// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/attachments/attachment.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "hashing.hpp"
#include "library/images/display_image.hpp"
#include "library/library_full.hpp"

#include <pqxx/result>

#include <cstdint>
#include <utility>

namespace rmirror::library {

namespace {

constexpr auto kFindPage = R"sql(
    SELECT FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = page.user_id AND notebook.id = page.notebook_id
    WHERE page.user_id = $1 AND page.id = $2 AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL)sql";

// For a day, after which UnusedBlobs removes what arrived.
constexpr auto kAnnounce = R"sql(
    INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at, size_bytes)
    VALUES ($1, $2, gen_random_uuid(), 'arriving', now() + interval '24 hours', $3)
    RETURNING id)sql";

constexpr auto kAdd = R"sql(
    INSERT INTO uploads (user_id, id, page_id, file_name, content_type, expires_at)
    VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 second'))sql";

constexpr auto kFind = R"sql(
    SELECT upload.page_id, upload.file_name, upload.content_type, pending.sha256, pending.copy, pending.size_bytes,
           to_jsonb(upload.expires_at) #>> '{}', upload.expires_at < now()
    FROM uploads AS upload
    JOIN pending_blobs AS pending ON pending.user_id = (SELECT $1::uuid) AND pending.id = upload.id
    WHERE upload.user_id = $1 AND upload.id = $2 AND pending.state = 'arriving')sql";

constexpr auto kKeep = R"sql(
    INSERT INTO attachments (user_id, id, page_id, blob_id, file_name, content_type)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (user_id, id) DO NOTHING)sql";

constexpr auto kFindEqual = R"sql(
    SELECT id FROM attachments WHERE user_id = $1 AND page_id = $2 AND file_name = $3 AND blob_id = $4
    ORDER BY created_at, id LIMIT 1 OFFSET $5 - 1)sql";

constexpr auto kShow = R"sql(
    SELECT attachment.file_name, attachment.content_type, blob.sha256, blob.copy, attachment_json(attachment, blob)
    FROM attachments AS attachment
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = attachment.blob_id
    WHERE attachment.user_id = $1 AND attachment.id = $2)sql";

constexpr auto kList = R"sql(
    SELECT jsonb_build_object('items', coalesce(jsonb_agg(attachment_json(attachment, blob)
                                                          ORDER BY attachment.created_at, attachment.id), '[]'))
    FROM attachments AS attachment
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = attachment.blob_id
    WHERE attachment.user_id = $1 AND attachment.page_id = $2 AND NOT attachment.is_drawing)sql";

constexpr auto kRemove = R"sql(
    WITH removed AS (DELETE FROM attachments WHERE user_id = $1 AND id = $2 RETURNING blob_id)
    SELECT coalesce(array_agg(blob_id), '{}'), count(*) FROM removed)sql";

bool has_page(pqxx::work& work, UserId const& user_id, PageId const& page_id)
{
    return !page_id.empty() && !work.exec_params(kFindPage, user_id, page_id).empty();
}

/// Images that only show a page make room for files.
void expect_room(quota::LibraryUsage const& usage, std::int64_t bytes)
{
    if (!usage.storage.has_room_for(bytes + kMaxRowBytes))
        throw LibraryFull(Full::storage, *usage.storage.limit);
}

class AttachmentUse : public BlobUse {
public:
    AttachmentUse(quota::Rules const& rules, UserId const& user_id, Upload const& upload,
                  std::optional<std::int64_t> nth)
        : rules_(rules), user_id_(user_id), upload_(upload), nth_(nth)
    {}

    /// Of what was attached, or was there already.
    std::string const& attachment_id() const { return attachment_id_; }

    bool is_wanted(pqxx::work& work) override { return has_page(work, user_id_, upload_.facts.page_id); }

    /// Its bytes are counted as pending since the upload was announced.
    void expect_room(pqxx::work& /*work*/, quota::LibraryUsage const& /*usage*/) override {}

    void make_room(LibraryWork& work, quota::LibraryUsage const& /*usage*/) override
    {
        auto const more = static_cast<std::int64_t>(upload_.facts.bytes) + kMaxRowBytes;
        library::expect_room(make_room_for(work, rules_, more),
                             static_cast<std::int64_t>(upload_.facts.bytes));
    }

    void use(UploadContext& context, std::string const& blob_id) override
    {
        auto& work = context.work();
        auto const& facts = upload_.facts;
        auto const equal =
            nth_ ? work->exec_params(kFindEqual, user_id_, facts.page_id, facts.file_name, blob_id, *nth_)
                 : pqxx::result();
        attachment_id_ = equal.empty() ? upload_.id : equal[0][0].as<std::string>();
        if (equal.empty())
            work->exec_params0(kKeep, user_id_, upload_.id, facts.page_id, blob_id, facts.file_name,
                               facts.content_type);
        give_up_blob(*work, user_id_, {upload_.id, upload_.key});
    }

    void finish(UploadContext& /*context*/) override {}

private:
    quota::Rules const& rules_;
    UserId const& user_id_;
    Upload const& upload_;
    std::optional<std::int64_t> nth_;
    std::string attachment_id_;
};

bool is_as_announced(std::string const& content, AttachmentFacts const& facts)
{
    return content.size() == facts.bytes && sha256_hex(content) == facts.sha256;
}

}  // namespace

std::optional<Upload> announce_upload(pqxx::work& work, quota::Rules const& rules, UserId const& user_id,
                                      AttachmentFacts const& facts)
{
    if (!has_page(work, user_id, facts.page_id))
        return std::nullopt;
    auto usage = quota::library_usage(work, rules, user_id);
    auto const bytes = static_cast<std::int64_t>(facts.bytes);
    usage.storage.used -= bytes_for_display(work, user_id);
    expect_room(usage, bytes);
    usage.pending_bytes += bytes;
    expect_room_in_transit(usage);
    auto const id = work.exec_params1(kAnnounce, user_id, facts.sha256, facts.bytes)[0].as<std::string>();
    work.exec_params0(kAdd, user_id, id, facts.page_id, facts.file_name, facts.content_type,
                      kAddressValid.count());
    return find_upload(work, user_id, id);
}

std::optional<Upload> find_upload(pqxx::work& work, UserId const& user_id, std::string const& id)
{
    auto const rows = work.exec_params(db::routable(kFind), user_id, id);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    AttachmentFacts facts{row[0].as<PageId>(), row[1].as<std::string>(), row[2].as<std::string>(),
                          row[3].as<std::string>(), row[5].as<std::size_t>()};
    BlobKey key{user_id, facts.sha256, row[4].as<std::string>()};
    return Upload{id, std::move(facts), std::move(key), row[6].as<std::string>(), row[7].as<bool>()};
}

std::variant<std::string, Incomplete> complete_upload(db::Pool& pool, BlobStore& blobs, Uploads& uploads,
                                                      UserId const& user_id, std::string const& id,
                                                      std::optional<std::int64_t> nth)
{
    auto const found = [&](std::string const& attachment_id) {
        return db::as_user(pool, user_id,
                           [&](pqxx::work& work) { return find_attachment(work, user_id, attachment_id); });
    };
    if (auto known = found(id))
        return std::move(known->json);
    auto const upload =
        db::as_user(pool, user_id, [&](pqxx::work& work) { return find_upload(work, user_id, id); });
    if (!upload)
        return Incomplete::unknown;
    auto const content = blobs.get(upload->key);
    if (!content)
        return Incomplete::missing;
    if (!is_as_announced(*content, upload->facts)) {
        db::as_user(pool, user_id, [&](pqxx::work& work) {
            give_up_blob(work, user_id, {upload->id, upload->key});
        });
        return Incomplete::other;
    }
    AttachmentUse use(uploads.rules(), user_id, *upload, nth);
    if (!uploads.store(user_id, {upload->facts.sha256, *content, upload->facts.content_type}, use))
        return Incomplete::unknown;
    auto stored = found(use.attachment_id());
    return stored ? std::variant<std::string, Incomplete>(std::move(stored->json)) : Incomplete::unknown;
}

std::optional<StoredAttachment> find_attachment(pqxx::work& work, UserId const& user_id,
                                                std::string const& id)
{
    auto const rows = work.exec_params(db::routable(kShow), user_id, id);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    return StoredAttachment{row[0].as<std::string>(), row[1].as<std::string>(),
                            BlobKey{user_id, row[2].as<std::string>(), row[3].as<std::string>()},
                            row[4].as<std::string>()};
}

std::string list_attachments(pqxx::work& work, UserId const& user_id, PageId const& page_id)
{
    return work.exec_params1(db::routable(kList), user_id, page_id)[0].as<std::string>();
}

bool remove_attachment(LibraryWork& work, std::string const& id)
{
    auto const removed = work->exec_params1(kRemove, work.user_id(), id);
    drop_unused_blobs(work, removed[0].as<std::string>(), "{}");
    return removed[1].as<int>() > 0;
}

}  // namespace rmirror::library
