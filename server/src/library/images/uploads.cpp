// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/uploads.hpp"

#include "library/library_full.hpp"

#include <algorithm>

namespace rmirror::library {

namespace {

/// Bytes that may be in transit, in and out, at a time, however low the limit is.
constexpr std::int64_t kMinInTransit = 100'000'000;
/// How many uploads share a transaction: few enough to stay far below the time limit of statements.
constexpr std::size_t kMaxTogether = 16;

}  // namespace

void expect_room_in_transit(quota::LibraryUsage const& usage)
{
    if (usage.storage.limit && usage.pending_bytes > std::max(*usage.storage.limit, kMinInTransit))
        throw LibraryFull(Full::transit, *usage.storage.limit);
}

bool UploadContext::has_reader()
{
    if (!has_reader_)
        has_reader_ = quota::has_reader(*work_);
    return *has_reader_;
}

std::string const& UploadContext::quota()
{
    if (!quota_)
        quota_ = quota::release_and_describe(*work_, rules_, work_.user_id());
    return *quota_;
}

quota::LibraryUsage const& UploadContext::usage()
{
    if (!usage_)
        usage_ = quota::library_usage(*work_, rules_, work_.user_id());
    return *usage_;
}

void UploadContext::add_to_usage(std::int64_t bytes)
{
    if (usage_)
        usage_->storage.used += bytes + kMaxRowBytes;
}

Uploads::Uploads(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules)
    : pool_(pool),
      blobs_(blobs),
      rules_(rules),
      announcing_(kMaxTogether,
                  [this](auto const& owner, auto const& uploads) { announce(UserId(owner), uploads); }),
      using_(kMaxTogether, [this](auto const& owner, auto const& uploads) { use(UserId(owner), uploads); })
{}

bool Uploads::store(UserId const& user_id, PictureBytes const& picture, BlobUse& use)
{
    // Between finding the bytes stored and using them, the last image that used them may have been removed.
    constexpr int kTries = 5;
    for (int tries = 1; tries <= kTries; ++tries) {
        Upload upload{picture, use, {}, {}};
        announcing_.handle(user_id.text(), upload);
        if (!upload.place)
            return false;
        bring(user_id, upload);
        try {
            using_.handle(user_id.text(), upload);
        } catch (LibraryFull const&) {
            give_up(user_id, upload);
            throw;
        }
        if (upload.is_used)
            return *upload.is_used;
    }
    throw BlobFailure("a picture is stored and removed again and again");
}

void Uploads::announce(UserId const& user_id, Group const& uploads)
{
    db::as_user(pool_, user_id, [&](pqxx::work& work) {
        std::optional<quota::LibraryUsage> usage;
        for (auto* const upload : uploads)
            upload->place = find_place(work, user_id, *upload, usage);
    });
}

std::optional<BlobPlace> Uploads::find_place(pqxx::work& work, UserId const& user_id, Upload const& upload,
                                             std::optional<quota::LibraryUsage>& usage) const
{
    // Nothing is stored for a page that doesn't want it.
    if (!upload.use.is_wanted(work))
        return std::nullopt;
    auto const& [sha256, content, media_type] = upload.picture;
    auto place = find_or_announce_blob(work, user_id, sha256, content.size());
    if (!place.arrival)
        return place;
    // Holds no lock, so use() checks it again.
    if (!usage)
        usage = quota::library_usage(work, rules_, user_id);
    upload.use.expect_room(work, *usage);
    usage->pending_bytes += static_cast<std::int64_t>(content.size());
    expect_room_in_transit(*usage);
    return place;
}

void Uploads::bring(UserId const& user_id, Upload& upload)
{
    auto const& picture = upload.picture;
    auto& [known, arrival] = *upload.place;
    if (known && !blobs_.contains(*known))
        arrival = db::as_user(pool_, user_id, [&](pqxx::work& work) {
            return announce_blob(work, user_id, picture.sha256, picture.content.size());
        });
    if (!arrival)
        return;
    try {
        blobs_.put(arrival->key, picture.content);
    } catch (BlobFailure const&) {
        give_up(user_id, upload);
        throw;
    }
}

void Uploads::give_up(UserId const& user_id, Upload const& upload)
{
    if (auto const& arrival = upload.place->arrival)
        db::as_user(pool_, user_id, [&](pqxx::work& work) { give_up_blob(work, user_id, *arrival); });
}

void Uploads::use(UserId const& user_id, Group const& uploads)
{
    write(pool_, user_id, [&](LibraryWork& work) {
        UploadContext context(work, rules_);
        for (auto* const upload : uploads)
            upload->is_used = use(context, *upload);
        for (auto const* const upload : uploads)
            if (upload->is_used == true)
                upload->use.finish(context);
    });
}

std::optional<bool> Uploads::use(UploadContext& context, Upload const& upload) const
{
    auto& work = context.work();
    auto const& arrival = upload.place->arrival;
    if (!upload.use.is_wanted(*work)) {
        if (arrival)
            give_up_blob(*work, work.user_id(), *arrival);
        return false;
    }
    if (arrival)
        upload.use.make_room(work, context.usage());
    auto const blob_id = keep(work, upload);
    if (!blob_id)
        return std::nullopt;
    upload.use.use(context, *blob_id);
    if (arrival)
        context.add_to_usage(static_cast<std::int64_t>(upload.picture.content.size()));
    return true;
}

/// The id of the blob's row; nullopt if the bytes have gone since they were found.
std::optional<std::string> Uploads::keep(LibraryWork& work, Upload const& upload) const
{
    auto const& [known, arrival] = *upload.place;
    if (!arrival)
        return kept_blob(work, *known);
    auto const& picture = upload.picture;
    return keep_blob(work, *arrival, {picture.content.size(), std::string(blobs_.name()), picture.media_type},
                     known);
}

}  // namespace rmirror::library
