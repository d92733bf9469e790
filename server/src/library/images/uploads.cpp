// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/blob_use.hpp"

#include "library/images/stored_blobs.hpp"
#include "library/library_full.hpp"

#include <algorithm>
#include <optional>

namespace rmirror::library {

namespace {

/// Bytes that may be in transit, in and out, at a time, however low the limit is.
constexpr std::int64_t kMinInTransit = 100'000'000;

class Storage {
public:
    Storage(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, UserId const& user_id,
            PictureBytes const& picture, BlobUse& use)
        : pool_(pool), blobs_(blobs), rules_(rules), user_id_(user_id), picture_(picture), use_(use)
    {}

    /// Retries, because between finding the bytes stored and using them the last image that used them may
    /// have been removed.
    bool run()
    {
        constexpr int kTries = 5;
        for (int tries = 1; tries <= kTries; ++tries)
            if (auto const is_used = try_once())
                return *is_used;
        throw BlobFailure("a picture is stored and removed again and again");
    }

private:
    std::optional<bool> try_once()
    {
        // Nothing is stored for a page that doesn't want it.
        auto place = db::as_user(pool_, user_id_, [&](pqxx::work& work) -> std::optional<BlobPlace> {
            if (!use_.is_wanted(work))
                return std::nullopt;
            auto found = find_or_announce_blob(work, user_id_, picture_.sha256, picture_.content.size());
            if (found.arrival)
                expect_room(work);
            return found;
        });
        if (!place)
            return false;
        if (place->known && !blobs_.contains(*place->known))
            place->arrival = db::as_user(pool_, user_id_, [&](pqxx::work& work) {
                return announce_blob(work, user_id_, picture_.sha256, picture_.content.size());
            });
        if (place->arrival)
            bring(*place->arrival);
        try {
            return write(pool_, user_id_, [&](LibraryWork& work) { return use(work, *place); });
        } catch (LibraryFull const&) {
            give_up(place->arrival);
            throw;
        }
    }

    /// Checks the room before anything is stored. Holds no lock, so use() checks it again.
    void expect_room(pqxx::work& work) const
    {
        auto const usage = quota::library_usage(work, rules_, user_id_);
        use_.expect_room(work, usage);
        // Replaced images stay stored for some minutes: replacing one again and again must not fill the disk.
        if (usage.storage.limit && usage.pending_bytes > std::max(*usage.storage.limit, kMinInTransit))
            throw LibraryFull(Full::transit, *usage.storage.limit);
    }

    void give_up(std::optional<Arrival> const& arrival)
    {
        if (arrival)
            db::as_user(pool_, user_id_, [&](pqxx::work& work) { give_up_blob(work, user_id_, *arrival); });
    }

    void bring(Arrival const& arrival)
    {
        try {
            blobs_.put(arrival.key, picture_.content);
        } catch (BlobFailure const&) {
            give_up(arrival);
            throw;
        }
    }

    /// The id of the blob's row; nullopt if the bytes have gone since they were found.
    std::optional<std::string> keep(LibraryWork& work, BlobPlace const& place) const
    {
        if (!place.arrival)
            return kept_blob(work, *place.known);
        return keep_blob(work, *place.arrival, {picture_.content.size(), std::string(blobs_.name())},
                         place.known);
    }

    /// nullopt if it must be retried.
    std::optional<bool> use(LibraryWork& work, BlobPlace const& place)
    {
        if (!use_.is_wanted(*work)) {
            if (place.arrival)
                give_up_blob(*work, user_id_, *place.arrival);
            return false;
        }
        if (place.arrival)
            use_.make_room(work, quota::library_usage(*work, rules_, user_id_));
        auto const blob_id = keep(work, place);
        if (!blob_id)
            return std::nullopt;
        use_.use(work, *blob_id);
        return true;
    }

    db::Pool& pool_;
    BlobStore& blobs_;
    quota::Rules const& rules_;
    UserId const& user_id_;
    PictureBytes const& picture_;
    BlobUse& use_;
};

}  // namespace

bool store_and_use(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, UserId const& user_id,
                   PictureBytes const& picture, BlobUse& use)
{
    return Storage(pool, blobs, rules, user_id, picture, use).run();
}

}  // namespace rmirror::library
