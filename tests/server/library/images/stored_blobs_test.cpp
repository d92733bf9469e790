// SPDX-License-Identifier: AGPL-3.0-or-later
// The store and the database cannot change together: whatever happens in between, and even if a process is
// killed, every picture that a page names is there, and unused ones are removed in the end.
#include "library/images/stored_blobs.hpp"

#include "library/images/unused_blobs.hpp"
#include "library/images/uploads.hpp"
#include "library/images/watched_store.hpp"
#include "library/library.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

namespace rmirror::test {
namespace {

using library::UnusedBlobs;

constexpr std::chrono::hours kNoGrace{-1};

class StoredBlobTest : public LibraryTest {
protected:
    std::string pending() { return value("SELECT coalesce(string_agg(state, ' '), '') FROM pending_blobs"); }
    void all_are_due() { value("WITH due AS (UPDATE pending_blobs SET due_at = now()) SELECT 1"); }

    /// Page 1 of notebook 1 looks so, and its picture is `content`, brought through `through`.
    Storing bring(std::size_t ink, BlobStore& through, db::Pool& by)
    {
        library::Uploads uploads(by, through, rules);
        return store_page_image(uploads, user, image_of(1, 1, ink, content), content).outcome;
    }
    Storing bring(std::size_t ink, BlobStore& through) { return bring(ink, through, pool); }

    void announce(std::size_t ink) { send(library({notebook(1, {page(1, ink)})})); }

    void expect_kept()
    {
        auto const blob = blob_of(image_of(1, 1, 1, content));
        ASSERT_TRUE(blob);
        EXPECT_EQ(blobs->get(*blob), content);
    }

    /// Nothing is left behind, and nothing is lost.
    void expect_in_step()
    {
        remove_unused();
        EXPECT_EQ(pending(), "");
        EXPECT_EQ(value("SELECT count(*) FROM blobs"), std::to_string(stored_files()));
        auto const rows = db::as_system(
            pool, [](pqxx::work& work) { return work.exec("SELECT user_id, sha256, copy FROM blobs"); });
        for (auto const& row : rows) {
            BlobKey const key{row[0].as<UserId>(), row[1].as<std::string>(), row[2].as<std::string>()};
            EXPECT_TRUE(blobs->contains(key)) << path_of(key);
        }
    }

    std::string content = "a picture";
};

TEST_F(StoredBlobTest, that_arrives_is_left_alone_by_the_removal)
{
    announce(1);
    std::size_t removed = 0;
    WatchedStore watched(*blobs, once_at("after put", [&] {
        removed = UnusedBlobs(pool, *blobs, kNoGrace).remove_some(100);
    }));
    EXPECT_EQ(bring(1, watched), Storing::queued);
    EXPECT_EQ(removed, 0U);
    expect_kept();
    expect_in_step();
}

TEST_F(StoredBlobTest, is_brought_while_no_transaction_is_open)
{
    announce(1);
    std::size_t asked = 0;
    WatchedStore watched(*blobs, [&](std::string_view) {
        ++asked;
        EXPECT_EQ(pool.in_use(), 0U);
        // Nor is the lock held: a manifest of the same user's is written meanwhile.
        announce(1);
    });
    EXPECT_EQ(bring(1, watched), Storing::queued);
    EXPECT_EQ(bring(1, watched), Storing::queued);
    announce(2);
    store(1, 1, 2);
    all_are_due();
    UnusedBlobs(pool, watched).remove_some(100);
    EXPECT_GE(asked, 6U);
}

TEST_F(StoredBlobTest, that_took_too_long_is_refused_and_comes_again)
{
    announce(1);
    WatchedStore watched(*blobs, once_at("after put", [&] {
        all_are_due();
        EXPECT_EQ(UnusedBlobs(pool, *blobs).remove_some(100), 1U);
    }));
    EXPECT_THROW(bring(1, watched), BlobFailure);
    EXPECT_EQ(value("SELECT count(*) FROM page_images"), "0");
    EXPECT_EQ(bring(1, watched), Storing::queued);
    expect_kept();
    expect_in_step();
}

TEST_F(StoredBlobTest, that_could_not_be_brought_leaves_nothing)
{
    announce(1);
    for (auto const* const point : {"before put", "after put"}) {
        WatchedStore watched(*blobs, once_at(point, [] { throw BlobFailure("the bucket is away"); }));
        EXPECT_THROW(bring(1, watched), BlobFailure);
        EXPECT_EQ(pending(), "leaving");
        expect_in_step();
    }
    EXPECT_EQ(bring(1, *blobs), Storing::queued);
    expect_kept();
}

TEST_F(StoredBlobTest, that_the_store_lost_is_brought_again)
{
    announce(1);
    bring(1, *blobs);
    auto const lost = blob_of(image_of(1, 1, 1, content)).value();
    blobs->remove(lost);
    EXPECT_EQ(bring(1, *blobs), Storing::queued);
    expect_kept();
    EXPECT_NE(blob_of(image_of(1, 1, 1, content))->copy, lost.copy);
    expect_in_step();
}

TEST_F(StoredBlobTest, that_goes_while_it_is_found_is_brought_again)
{
    announce(1);
    bring(1, *blobs);
    announce(2);
    // Another device sends other bytes for the same look, so these are shown no more.
    WatchedStore watched(*blobs, once_at("after contains", [&] {
        store(1, 1, 2);
        EXPECT_EQ(remove_unused(), 1U);
    }));
    EXPECT_EQ(bring(2, watched), Storing::queued);
    expect_kept();
    expect_in_step();
}

TEST_F(StoredBlobTest, is_not_hit_by_a_removal_that_takes_effect_late)
{
    announce(1);
    bring(1, *blobs);
    announce(2);
    store(1, 1, 2);
    announce(3);
    // The remover sleeps, or the service does, until the same bytes have come again.
    WatchedStore slow(*blobs,
                      once_at("before remove", [&] { EXPECT_EQ(bring(3, *blobs), Storing::queued); }));
    all_are_due();
    EXPECT_EQ(UnusedBlobs(pool, slow).remove_some(100), 1U);
    expect_kept();
    expect_in_step();
}

TEST_F(StoredBlobTest, survives_a_killed_process)
{
    // Runs something in a process of its own, which is killed at a point.
    auto const killed_at = [&](std::string const& point, auto const& run) {
        auto const child = ::fork();
        if (child == 0) {
            WatchedStore deadly(*blobs, once_at(point, [] { ::kill(::getpid(), SIGKILL); }));
            db::Pool own(database.options());
            run(deadly, own);
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    };
    std::size_t ink = 0;
    for (auto const* const point : {"before put", "after put", "before contains", "after contains"}) {
        announce(++ink);
        bool const is_known = std::string_view(point).ends_with("contains");
        if (is_known) {
            bring(ink, *blobs);
            remove_unused();
            announce(++ink);
        }
        EXPECT_TRUE(killed_at(point, [&](BlobStore& deadly, db::Pool& own) { bring(ink, deadly, own); }))
            << point;
        EXPECT_EQ(pending(), is_known ? "" : "arriving") << point;
        EXPECT_EQ(bring(ink, *blobs), Storing::queued) << point;
        expect_kept();
        expect_in_step();
        announce(++ink);
        store(1, 1, ink);
        remove_unused();
    }
    for (auto const* const point : {"before remove", "after remove"}) {
        announce(++ink);
        bring(ink, *blobs);
        remove_unused();
        announce(++ink);
        store(1, 1, ink);
        all_are_due();
        EXPECT_TRUE(killed_at(point, [&](BlobStore& deadly, db::Pool& own) {
            UnusedBlobs(own, deadly).remove_some(100);
        })) << point;
        EXPECT_EQ(pending(), "leaving") << point;
        announce(++ink);
        EXPECT_EQ(bring(ink, *blobs), Storing::queued) << point;
        expect_kept();
        expect_in_step();
    }
}

TEST_F(StoredBlobTest, is_never_lost_between_uploads_and_removers_of_the_same_bytes)
{
    // Two pages take turns in showing the same bytes, while everything that may go is removed at once.
    constexpr std::size_t kRounds = 60;
    send(library({notebook(1, {page(1, 1)}), notebook(2, {page(2, 1)})}));
    std::atomic<bool> is_over = false;
    std::atomic<std::size_t> removed = 0;
    auto const remove = [&] {
        UnusedBlobs unused(pool, *blobs, kNoGrace);
        while (!is_over) {
            db::as_system(pool, [](pqxx::work& work) {
                work.exec("UPDATE pending_blobs SET due_at = now() WHERE state = 'leaving'");
            });
            removed += unused.remove_some(100);
        }
    };
    auto const upload = [&](std::size_t number) {
        for (std::size_t round = 1; round <= kRounds; ++round) {
            auto const ink = 2 * round;
            send(library({notebook(number, {page(number, ink)})}));
            auto const image = image_of(number, number, ink, content);
            EXPECT_EQ(store(image, content).outcome, Storing::queued);
            auto const shown = stored_image(number);
            ASSERT_TRUE(shown);
            EXPECT_EQ(blobs->get(shown->blob), content) << round;
            send(library({notebook(number, {page(number, ink + 1)})}));
            auto const own = content + std::to_string(number);
            EXPECT_EQ(store(image_of(number, number, ink + 1, own), own).outcome, Storing::queued);
        }
    };
    value("UPDATE reading_state SET has_reader = false RETURNING 1");
    std::vector<std::thread> removers;
    removers.emplace_back(remove);
    removers.emplace_back(remove);
    std::thread first([&] { upload(1); });
    std::thread second([&] { upload(2); });
    first.join();
    second.join();
    is_over = true;
    for (auto& each : removers)
        each.join();
    EXPECT_GT(removed.load(), kRounds / 10);
    expect_in_step();
}

}  // namespace
}  // namespace rmirror::test
