// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/uploads.hpp"

#include "library/images/page_image.hpp"
#include "library/images/unused_blobs.hpp"
#include "library/images/watched_store.hpp"
#include "library/library.hpp"
#include "library/library_full.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::test {
namespace {

constexpr std::size_t kPages = 6;

class UploadsTest : public LibraryTest {
protected:
    UploadsTest()
    {
        boost::json::array pages;
        for (std::size_t number = 1; number <= kPages; ++number)
            pages.push_back(page(number, number));
        send(library({notebook(1, pages)}));
    }

    Stored bring(library::Uploads& uploads, std::size_t number, std::string const& content)
    {
        return store_page_image(uploads, user, image_of(1, number, number, content), content);
    }

    static std::string content_of(std::size_t number) { return "picture " + std::to_string(number); }

    /// Brings one picture of each page while another transaction holds the library's lock, and lets go of it
    /// once all but one of them wait for that one. `contents`: of the pages in their order.
    std::vector<std::future<Stored>> bring_together(library::Uploads& uploads,
                                                    std::vector<std::string> const& contents)
    {
        std::vector<std::future<Stored>> stored;
        library::write(pool, user, [&](library::LibraryWork& /*work*/) {
            for (std::size_t number = 1; number <= contents.size(); ++number) {
                stored.push_back(std::async(std::launch::async,
                                            [this, &uploads, number, content = contents.at(number - 1)] {
                                                return bring(uploads, number, content);
                                            }));
                while (uploads.waiting() + 1 < number)
                    std::this_thread::yield();
            }
        });
        return stored;
    }

    std::string transactions() { return value("SELECT count(DISTINCT xmin::text) FROM page_images"); }
    std::string images() { return value("SELECT count(*) FROM page_images"); }
    std::string queued()
    {
        return value("SELECT count(*) FROM sync_queue WHERE target_name = 'ocr' AND status = 'pending'");
    }

    static std::vector<std::string> contents()
    {
        std::vector<std::string> all;
        for (std::size_t number = 1; number <= kPages; ++number)
            all.push_back(content_of(number));
        return all;
    }
};

TEST_F(UploadsTest, that_come_together_share_a_transaction)
{
    library::Uploads uploads(pool, *blobs, rules);
    for (auto& each : bring_together(uploads, contents())) {
        auto const stored = each.get();
        EXPECT_EQ(stored.outcome, Storing::queued);
        EXPECT_NE(stored.answer.find("\"accepted\":true"), std::string::npos) << stored.answer;
    }
    EXPECT_EQ(images(), std::to_string(kPages));
    EXPECT_EQ(queued(), std::to_string(kPages));
    EXPECT_EQ(transactions(), "2") << "the first was alone when it began";
    EXPECT_EQ(value("SELECT count(*) FROM pending_blobs"), "0");
}

TEST_F(UploadsTest, of_the_same_bytes_together_keep_one_copy)
{
    library::Uploads uploads(pool, *blobs, rules);
    auto same = contents();
    same[2] = same[4];
    for (auto& each : bring_together(uploads, same))
        EXPECT_EQ(each.get().outcome, Storing::queued);
    remove_unused();
    EXPECT_EQ(images(), std::to_string(kPages));
    EXPECT_EQ(value("SELECT count(*) FROM blobs"), std::to_string(kPages - 1));
    EXPECT_EQ(stored_files(), kPages - 1);
}

TEST_F(UploadsTest, that_are_unwanted_or_too_large_hold_up_no_others)
{
    library::Uploads uploads(pool, *blobs, rules);
    auto all = contents();
    all[3] = std::string(2'000'000, 'x');
    for (auto& each : bring_together(uploads, all))
        EXPECT_EQ(each.get().outcome, Storing::queued);

    send(library({notebook(1, {page(1, 11), page(2, 12), page(3, 13), page(4, 14), page(5, 15)})}));
    rules.limits = quota::limits_json({4, 4, 4, 4}, {});
    all = {"a new one", "of another look", std::string(1'000'000, 'y'), std::string(5'000'000, 'z'),
           "the last"};
    std::vector<std::future<Stored>> more;
    for (std::size_t number = 1; number <= all.size(); ++number) {
        auto const ink = number == 2 ? 99 : 10 + number;
        more.push_back(std::async(std::launch::async, [&, number, ink] {
            auto const& content = all[number - 1];
            return store_page_image(uploads, user, image_of(1, number, ink, content), content);
        }));
    }
    EXPECT_EQ(more[0].get().outcome, Storing::queued);
    EXPECT_EQ(more[1].get().outcome, Storing::outdated);
    EXPECT_EQ(more[2].get().outcome, Storing::queued);
    EXPECT_THROW(more[3].get(), library::LibraryFull);
    EXPECT_EQ(more[4].get().outcome, Storing::queued);
}

TEST_F(UploadsTest, of_a_process_that_is_killed_between_the_steps_are_stored_when_they_come_again)
{
    // After the third picture is stored, or before the fourth: some are announced, stored, or in use already.
    for (auto const* const point : {"before put", "after put"}) {
        auto const child = ::fork();
        if (child == 0) {
            std::atomic<int> reached = 0;
            WatchedStore deadly(*blobs, [&](std::string_view at) {
                if (at == point && ++reached == 4)
                    ::kill(::getpid(), SIGKILL);
            });
            db::Pool own(database.options());
            library::Uploads uploads(own, deadly, rules);
            std::vector<std::thread> threads;
            for (std::size_t number = 1; number <= kPages; ++number)
                threads.emplace_back([&, number] {
                    auto const content = content_of(number);
                    store_page_image(uploads, user, image_of(1, number, number, content), content);
                });
            for (auto& thread : threads)
                thread.join();
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << point;
        EXPECT_EQ(images(), queued()) << "each that is in use is to be read";
        library::Uploads uploads(pool, *blobs, rules);
        for (std::size_t number = 1; number <= kPages; ++number)
            EXPECT_EQ(bring(uploads, number, content_of(number)).outcome, Storing::queued) << point;
        EXPECT_EQ(images(), std::to_string(kPages));
        EXPECT_EQ(queued(), std::to_string(kPages));
        value("WITH due AS (UPDATE pending_blobs SET due_at = now()) SELECT 1");
        library::UnusedBlobs unused(pool, *blobs, std::chrono::hours(-1));
        unused.remove_some(100);
        remove_unused();
        EXPECT_EQ(value("SELECT count(*) FROM pending_blobs"), "0");
        // A file that was being written has no name yet, and isn't listed.
        EXPECT_EQ(blobs->list("", 100).blobs.size(), kPages) << point;
        value("WITH gone AS (DELETE FROM page_images) SELECT 1");
        value("WITH gone AS (DELETE FROM sync_queue) SELECT 1");
        value("WITH gone AS (DELETE FROM blobs) SELECT 1");
    }
}

}  // namespace
}  // namespace rmirror::test
