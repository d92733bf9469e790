// SPDX-License-Identifier: AGPL-3.0-or-later
// Unused pictures are removed from the store, and no others ever are.
#include "library/images/unused_blobs.hpp"

#include "library/attachments/attachment.hpp"
#include "library/images/watched_store.hpp"
#include "library/library.hpp"

#include <fstream>

namespace rmirror::test {
namespace {

namespace fs = std::filesystem;
using library::UnusedBlobs;

constexpr auto kStranger = "0190aaaa-0000-7000-8000-000000000009";
constexpr std::chrono::hours kAtOnce{-1};  // A file's time may lie a moment ahead.

class UnusedBlob : public LibraryTest {
protected:
    BlobKey put(std::size_t number, UserId const& owner)
    {
        auto hash = std::to_string(number);
        hash.insert(0, 64 - hash.size(), 'a');
        blobs->put({owner, hash}, "picture");
        return {owner, hash};
    }

    void make_old(BlobKey const& key) const
    {
        fs::last_write_time(folder / path_of(key), fs::file_time_type::clock::now() - std::chrono::hours(25));
    }

    std::string pending() { return value("SELECT coalesce(string_agg(state, ' '), '') FROM pending_blobs"); }
    void all_are_due() { value("WITH due AS (UPDATE pending_blobs SET due_at = now()) SELECT 1"); }

    /// A page whose picture is no longer shown.
    void replace_a_picture()
    {
        send(library({notebook(1, {page(1, 1)})}));
        store(1, 1, 1);
        send(library({notebook(1, {page(1, 2)})}));
        store(1, 1, 2);
    }
};

TEST_F(UnusedBlob, is_removed_when_it_is_old)
{
    send(library({notebook(1, {page(1, 1)})}));
    store(1, 1, 1);
    auto const used = stored_image(1)->blob;
    auto const old = put(1, user);
    auto const fresh = put(2, user);
    // The same content is another blob under another user, and so is another copy of it.
    BlobKey const twin{add_user("other@example.org"), used.sha256, used.copy};
    BlobKey const copy{user, used.sha256, kStranger};
    blobs->put(twin, "picture");
    blobs->put(copy, "picture");
    // Of a server that keeps its pictures in the same place.
    auto const of_a_stranger = put(3, UserId(kStranger));
    auto const of_no_uuid = put(4, UserId(std::string(36, '-')));
    for (auto const& key : {used, old, twin, copy, of_a_stranger, of_no_uuid})
        make_old(key);
    std::ofstream(folder / "readme.txt") << "no blob";
    std::ofstream(folder / user.text() / "readme.txt") << "no blob";

    EXPECT_EQ(UnusedBlobs(pool, *blobs).remove_some(100), 3U);
    for (auto const& key : {used, fresh, of_a_stranger, of_no_uuid})
        EXPECT_TRUE(blobs->contains(key)) << path_of(key);
    for (auto const& key : {old, twin, copy})
        EXPECT_FALSE(blobs->contains(key)) << path_of(key);
    EXPECT_EQ(stored_files(), 6U);
    EXPECT_EQ(pending(), "");
}

TEST_F(UnusedBlob, is_what_was_announced_as_an_attachment_and_never_completed)
{
    send(library({notebook(1, {page(1, 1)})}));
    PageId const page_id(value("SELECT id FROM pages"));
    auto const upload = db::as_user(pool, user, [&](pqxx::work& work) {
        return library::announce_upload(work, rules, user,
                                        {page_id, "sketch.png", "image/png", std::string(64, 'a'), 7});
    });
    ASSERT_TRUE(upload);
    blobs->put(upload->key, "picture");
    UnusedBlobs unused(pool, *blobs);
    EXPECT_EQ(unused.remove_some(100), 0U);
    EXPECT_EQ(value("SELECT due_at BETWEEN now() + interval '23 hours' AND now() + interval '25 hours' "
                    "FROM pending_blobs"),
              "t");
    all_are_due();
    EXPECT_EQ(unused.remove_some(100), 1U);
    EXPECT_FALSE(blobs->contains(upload->key));
    EXPECT_EQ(value("SELECT count(*) FROM uploads"), "0");
    EXPECT_EQ(pending(), "");
}

TEST_F(UnusedBlob, is_found_in_pieces_and_again_later)
{
    auto const other = add_user("other@example.org");
    for (std::size_t number = 1; number <= 7; ++number)
        put(number, number % 2 == 0 ? user : other);
    UnusedBlobs unused(pool, *blobs, kAtOnce);
    for (auto const removed : {3U, 3U, 1U, 0U, 0U})
        EXPECT_EQ(unused.remove_some(3), removed);
    EXPECT_EQ(stored_files(), 0U);
    put(1, user);
    EXPECT_EQ(unused.remove_some(3) + unused.remove_some(3), 1U);
}

TEST_F(UnusedBlob, may_still_be_fetched_for_some_minutes_after_it_was_replaced)
{
    replace_a_picture();
    EXPECT_EQ(pending(), "leaving");
    EXPECT_EQ(UnusedBlobs(pool, *blobs, kAtOnce).remove_some(100), 0U);
    EXPECT_EQ(stored_files(), 2U);
    all_are_due();
    EXPECT_EQ(UnusedBlobs(pool, *blobs, kAtOnce).remove_some(100), 1U);
    EXPECT_EQ(stored_files(), 1U);
    EXPECT_EQ(pending(), "");
}

TEST_F(UnusedBlob, is_removed_later_when_the_store_fails)
{
    replace_a_picture();
    all_are_due();
    WatchedStore failing(*blobs, [](std::string_view point) {
        if (point == "before remove")
            throw BlobFailure("the bucket is away");
    });
    EXPECT_THROW(UnusedBlobs(pool, failing).remove_some(100), BlobFailure);
    EXPECT_EQ(pending(), "leaving");
    EXPECT_EQ(UnusedBlobs(pool, *blobs).remove_some(100), 0U) << "Another remover may be at it.";
    all_are_due();
    EXPECT_EQ(UnusedBlobs(pool, *blobs).remove_some(100), 1U);
    EXPECT_EQ(stored_files(), 1U);
}

TEST_F(UnusedBlob, is_removed_by_one_of_two_removers)
{
    replace_a_picture();
    all_are_due();
    std::size_t others = 1;
    WatchedStore watched(
        *blobs, once_at("before remove", [&] { others = UnusedBlobs(pool, *blobs).remove_some(100); }));
    EXPECT_EQ(UnusedBlobs(pool, watched).remove_some(100), 1U);
    EXPECT_EQ(others, 0U);
}

}  // namespace
}  // namespace rmirror::test
