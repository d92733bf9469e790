// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures of pages: stored once, queued once, and never lost for want of quota.
#include "library/library.hpp"

#include "blobs/pictures.hpp"

#include <atomic>
#include <thread>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class StoredPage : public LibraryTest {
protected:
    void announce(std::size_t count)
    {
        json::array pages;
        for (std::size_t number = 1; number <= count; ++number)
            pages.push_back(page(number, number));
        send(library({notebook(1, pages)}));
    }

    PageImage part_of(int part, int count, std::string const& content)
    {
        auto image = image_of(1, 1, 1, content);
        image.part = part;
        image.part_count = count;
        return image;
    }

    std::string queue() { return value("SELECT coalesce(string_agg(status, ' '), '') FROM sync_queue"); }
};

TEST_F(StoredPage, is_queued_to_be_read)
{
    announce(1);
    auto const stored = store(1, 1, 1);
    EXPECT_EQ(stored.outcome, Storing::queued);
    auto const answer = json::parse(stored.answer);
    EXPECT_EQ(answer.at("accepted"), true);
    EXPECT_EQ(answer.at("ocr_status"), "pending");
    EXPECT_EQ(answer.at("quota").at("reserved"), 1);
    EXPECT_EQ(answer.at("missing_parts").as_array().size(), 0U);
    EXPECT_EQ(value("SELECT item_type || ' ' || target_name || ' ' || content_hash FROM sync_queue"),
              "ocr_page ocr " + ink_of(1));
    auto const found = stored_image(1);
    ASSERT_TRUE(found);
    EXPECT_EQ(blobs->get(found->blob), png() + "1");
}

TEST_F(StoredPage, of_a_hundred_at_once_thirty_are_read_and_all_are_kept)
{
    announce(100);
    std::atomic<std::size_t> next = 1;
    std::atomic<int> queued = 0;
    std::atomic<int> deferred = 0;
    std::vector<std::thread> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (auto number = next++; number <= 100; number = next++) {
                auto const outcome = store(1, number, number).outcome;
                queued += outcome == Storing::queued ? 1 : 0;
                deferred += outcome == Storing::deferred ? 1 : 0;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(queued.load(), 30);
    EXPECT_EQ(deferred.load(), 70);
    EXPECT_EQ(stored_files(), 100U);
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "30");
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue"), "30");
    EXPECT_EQ(
        value("SELECT count(*) FROM pages WHERE ocr_status = 'pending_quota' AND image_hash IS NOT NULL"),
        "70");
}

TEST_F(StoredPage, that_looks_like_one_that_was_read_costs_nothing)
{
    send(library({notebook(1, {page(1, 1), page(2, 1)})}));
    value(
        "UPDATE pages SET ocr_text = 'read', ocr_hash = ink_hash, ocr_status = 'completed' "
        "WHERE page_number = 1 RETURNING 1");
    rules.free_pages = 0;
    EXPECT_EQ(store(1, 2, 1).outcome, Storing::queued);
    EXPECT_EQ(status_of(2), "pending");
    EXPECT_EQ(value("SELECT count(*) FROM quota_reservations"), "0");
}

TEST_F(StoredPage, sent_again_and_at_once_is_one_page_and_one_unit)
{
    announce(1);
    std::vector<std::thread> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(queue(), "pending");
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "1");
    EXPECT_EQ(value("SELECT count(*) FROM blobs"), "1");
    remove_unused();
    EXPECT_EQ(stored_files(), 1U);
    auto const version = value("SELECT xmin::text || ctid::text FROM pages");
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_EQ(value("SELECT xmin::text || ctid::text FROM pages"), version);
}

TEST_F(StoredPage, sent_again_when_it_was_read_is_not_read_again)
{
    announce(1);
    store(1, 1, 1);
    value("UPDATE pages SET ocr_status = 'completed', ocr_hash = image_hash RETURNING 1");
    value("UPDATE sync_queue SET status = 'completed', completed_at = now() RETURNING 1");
    EXPECT_EQ(json::parse(store(1, 1, 1).answer).at("ocr_status"), "completed");
    EXPECT_EQ(queue(), "completed");
}

TEST_F(StoredPage, that_waits_without_being_queued_is_queued_when_it_is_sent_again)
{
    announce(1);
    store(1, 1, 1);
    value("UPDATE sync_queue SET status = 'cancelled', completed_at = now() RETURNING 1");
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_EQ(value("SELECT string_agg(status, ' ' ORDER BY id) FROM sync_queue"), "cancelled pending");
}

TEST_F(StoredPage, that_is_being_read_is_read_once_more)
{
    announce(1);
    store(1, 1, 1);
    value(
        "UPDATE sync_queue SET status = 'processing', lease_id = (SELECT gen_random_uuid()), leased_until = "
        "now() "
        "RETURNING 1");
    send(library({notebook(1, {page(1, 2)})}));
    EXPECT_EQ(store(1, 1, 2).outcome, Storing::queued);
    EXPECT_EQ(value("SELECT status || ' ' || is_outdated || ' ' || content_hash FROM sync_queue"),
              "processing true " + ink_of(2));
}

TEST_F(StoredPage, replaces_the_older_picture)
{
    announce(2);
    store(1, 1, 1);
    store(1, 2, 2);
    send(library({notebook(1, {page(1, 7), page(2, 2)})}));
    store(1, 1, 7);
    // Who has just asked which picture it is may still fetch it.
    EXPECT_EQ(stored_files(), 3U);
    EXPECT_EQ(remove_unused(), 1U);
    EXPECT_EQ(stored_files(), 2U);
    EXPECT_EQ(value("SELECT count(*) FROM blobs"), "2");
    EXPECT_EQ(value("SELECT count(*) FROM page_images"), "2");
    // The same picture on two pages is one file, which stays as long as one of them needs it.
    auto const content = png();
    send(library({notebook(1, {page(1, 8), page(2, 8)})}));
    store(image_of(1, 1, 8, content), content);
    store(image_of(1, 2, 8, content), content);
    remove_unused();
    EXPECT_EQ(stored_files(), 1U);
    send(library({notebook(1, {page(1, 9), page(2, 8)})}));
    store(1, 1, 9);
    EXPECT_EQ(remove_unused(), 0U);
    EXPECT_EQ(stored_files(), 2U);
    EXPECT_TRUE(blobs->contains(blob_of(image_of(1, 2, 8, content)).value()));
}

TEST_F(StoredPage, in_parts_costs_one_unit_when_all_are_there)
{
    announce(1);
    EXPECT_EQ(store(part_of(1, 3, "one"), "one").outcome, Storing::incomplete);
    auto const second = store(part_of(3, 3, "three"), "three");
    EXPECT_EQ(second.outcome, Storing::incomplete);
    EXPECT_EQ(json::serialize(json::parse(second.answer).at("missing_parts")), "[2]");
    EXPECT_EQ(queue(), "");
    EXPECT_FALSE(stored_image(1));
    EXPECT_EQ(store(part_of(2, 3, "two"), "two").outcome, Storing::queued);
    EXPECT_EQ(queue(), "pending");
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "1");
    EXPECT_TRUE(stored_image(1, 3));
    // Cut differently: the parts of the other cut go.
    EXPECT_EQ(store(part_of(1, 2, "half"), "half").outcome, Storing::incomplete);
    EXPECT_EQ(store(part_of(2, 2, "other half"), "other half").outcome, Storing::queued);
    EXPECT_EQ(remove_unused(), 3U);
    EXPECT_EQ(stored_files(), 2U);
}

TEST_F(StoredPage, of_many_parts_ends_at_the_pixels_that_a_page_may_send)
{
    announce(1);
    auto const sent = [&](int part, std::uint32_t edge) {
        auto const content = std::to_string(part) + " of " + std::to_string(edge);
        auto image = part_of(part, 20, content);
        image.size = {edge, edge};
        return store(image, content).outcome;
    };
    for (int part = 1; part <= 8; ++part)
        EXPECT_EQ(sent(part, 1500), Storing::incomplete) << part;
    EXPECT_EQ(sent(9, 1500), Storing::too_many_pixels);
    EXPECT_EQ(value("SELECT count(*) FROM page_images"), "8");
    EXPECT_EQ(sent(8, 1500), Storing::incomplete) << "the same part again";
    EXPECT_EQ(sent(8, 1400), Storing::incomplete) << "in its place";
    EXPECT_EQ(sent(9, 28 * 29), Storing::incomplete);
    EXPECT_EQ(sent(10, 28 * 16), Storing::too_many_pixels);
}

TEST_F(StoredPage, is_refused_when_nobody_announced_it)
{
    announce(1);
    auto const other = add_user("other@example.org");
    EXPECT_EQ(store(1, 2, 1).outcome, Storing::no_such_page);
    EXPECT_EQ(store(2, 1, 1).outcome, Storing::no_such_page);
    EXPECT_EQ(store(image_of(1, 1, 1, "x"), "x", other).outcome, Storing::no_such_page);
    EXPECT_EQ(store(1, 1, 2).outcome, Storing::outdated);
    send(library({notebook(1, {page(5, 5)})}));
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::no_such_page);
    EXPECT_EQ(stored_files(), 0U);
    EXPECT_EQ(value("SELECT count(*) FROM blobs"), "0");
}

TEST_F(StoredPage, waits_as_pending_when_there_is_nobody_to_read_it)
{
    announce(40);
    value("UPDATE reading_state SET has_reader = false RETURNING 1");
    for (std::size_t number = 1; number <= 40; ++number)
        EXPECT_EQ(store(1, number, number).outcome, Storing::queued);
    EXPECT_EQ(value("SELECT coalesce(sum(reserved), 0) FROM quota_usage"), "0");
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue"), "40");
}

TEST_F(StoredPage, that_waits_for_quota_is_queued_when_it_is_sent_again_and_there_is_some)
{
    announce(2);
    rules.free_pages = 1;
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_EQ(store(1, 2, 2).outcome, Storing::deferred);
    EXPECT_EQ(store(1, 2, 2).outcome, Storing::deferred);
    rules.free_pages = 2;
    EXPECT_EQ(store(1, 2, 2).outcome, Storing::queued);
    EXPECT_EQ(queue(), "pending pending");
}

}  // namespace
}  // namespace rmirror::test
