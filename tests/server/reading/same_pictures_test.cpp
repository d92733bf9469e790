// SPDX-License-Identifier: AGPL-3.0-or-later
// The same pictures are read and charged once, though typed text or highlights make the look another one.
#include "library/library.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "reading/page_job.hpp"

#include <functional>

namespace rmirror::reading::test {
namespace {

namespace json = boost::json;
using queue::Item;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::Storing;

class GivenReader final : public PageReader {
public:
    explicit GivenReader(std::function<PageResult(Item const&)> read) : read_(std::move(read)) {}
    std::vector<PageResult> read(std::span<Item const> items) override { return {read_(items.front())}; }

private:
    std::function<PageResult(Item const&)> read_;
};

class SamePictures : public rmirror::test::LibraryTest {
protected:
    using ReadPage = std::function<PageResult(Item const&)>;

    /// The page looks so from now on.
    void announce(std::size_t number, std::size_t ink)
    {
        send(library({notebook(number, {page(number, ink)})}));
    }

    /// As announce(), and its picture in these parts, from `top` on.
    Storing push(std::size_t number, std::size_t ink, std::vector<std::string> const& parts, double top = 0)
    {
        announce(number, ink);
        auto outcome = Storing::incomplete;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            auto image = image_of(number, number, ink, parts[i]);
            image.part = static_cast<int>(i) + 1;
            image.part_count = static_cast<int>(parts.size());
            image.place.y = top + 40.0 * static_cast<double>(i);
            outcome = store(image, parts[i]).outcome;
        }
        return outcome;
    }

    /// Does the next item; false when there is none.
    bool do_next(ReadPage const& read)
    {
        GivenReader reader(read);
        PageJob job(pool, rules, reader);
        auto const item = queue::claim(pool, job, cursor_, std::chrono::seconds(120));
        if (!item)
            return false;
        EXPECT_TRUE(queue::end(pool, job, *item, job.work({&*item, 1}).front()));
        return true;
    }

    static PageResult read_well(Item const&)
    {
        return ocr::PageText{"- [ ] Buy ink", "en", {{"Buy ink", 0.9, 10, 20}}};
    }

    static PageResult never(Item const&)
    {
        ADD_FAILURE() << "It must not be read.";
        return ocr::PageText{};
    }

    std::string page_of(std::size_t number)
    {
        return value("SELECT ocr_status || ' ' || coalesce(ocr_text, '-') FROM pages WHERE page_uuid = '" +
                     rmirror::test::uuid_of(number) + "'");
    }

    std::string top_of(std::size_t number)
    {
        return value("SELECT ocr_lines -> 0 ->> 'top' FROM pages WHERE page_uuid = '" +
                     rmirror::test::uuid_of(number) + "'");
    }

    std::string usage()
    {
        return value("SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage");
    }
    queue::RoundRobinCursor cursor_;
};

TEST_F(SamePictures, of_a_page_whose_typed_text_changed_are_not_read_again)
{
    push(1, 1, {"ink"});
    do_next(read_well);
    // A line was typed above, which moves the ink down.
    EXPECT_EQ(push(1, 2, {"ink"}, 30), Storing::queued);
    EXPECT_EQ(usage(), "1 used, 0 reserved");
    do_next(never);
    EXPECT_EQ(page_of(1), "completed - [ ] Buy ink");
    EXPECT_EQ(top_of(1), "40");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
    // And once more: it is not moved twice.
    push(1, 3, {"ink"}, 30);
    do_next(never);
    EXPECT_EQ(top_of(1), "40");
    EXPECT_EQ(value("SELECT count(*) FROM todos WHERE deleted_at IS NULL"), "1");
}

TEST_F(SamePictures, of_another_page_are_not_read_again_even_without_quota)
{
    push(1, 1, {"ink", "more ink"});
    do_next(read_well);
    rules.free_pages = 0;
    EXPECT_EQ(push(2, 2, {"ink", "more ink"}, 7), Storing::queued);
    do_next(never);
    EXPECT_EQ(page_of(2), "completed - [ ] Buy ink");
    EXPECT_EQ(top_of(2), "17");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(SamePictures, must_be_the_same_part_for_part_and_lie_alike)
{
    push(1, 1, {"ink", "more ink"});
    do_next(read_well);
    std::size_t read = 0;
    auto const count = [&](Item const& item) {
        ++read;
        return read_well(item);
    };
    push(2, 2, {"more ink", "ink"});
    do_next(count);
    push(3, 3, {"ink"});
    do_next(count);
    // One of its parts has another place.
    push(4, 4, {"ink", "more ink"});
    value("UPDATE page_pictures SET tops = ARRAY[0, 90] WHERE ink_hash = '" + rmirror::test::ink_of(4) +
          "' RETURNING 1");
    do_next(count);
    EXPECT_EQ(read, 3U);
    EXPECT_EQ(usage(), "4 used, 0 reserved");
}

TEST_F(SamePictures, of_another_user_are_read)
{
    push(1, 1, {"ink"});
    do_next(read_well);
    auto const other = add_user("other@example.org");
    send(library({notebook(1, {page(1, 2)})}), other);
    EXPECT_EQ(store(image_of(1, 1, 2, "ink"), "ink", other).outcome, Storing::queued);
    std::size_t read = 0;
    do_next([&](Item const& item) {
        ++read;
        return read_well(item);
    });
    EXPECT_EQ(read, 1U);
}

TEST_F(SamePictures, wait_for_those_that_are_being_read)
{
    push(1, 1, {"ink"});
    push(2, 2, {"ink"});
    do_next([this](Item const& item) {
        do_next(never);
        EXPECT_EQ(page_of(2), "pending -");
        return read_well(item);
    });
    EXPECT_EQ(value("SELECT run_after <= now() FROM sync_queue WHERE status = 'retry'"), "t");
    do_next(never);
    EXPECT_EQ(page_of(2), "completed - [ ] Buy ink");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(SamePictures, whose_page_got_another_look_while_they_were_read_are_read_once)
{
    push(1, 1, {"ink"});
    do_next([this](Item const& item) {
        push(1, 2, {"ink"}, 5);
        return read_well(item);
    });
    EXPECT_EQ(page_of(1), "pending - [ ] Buy ink");
    do_next(never);
    EXPECT_EQ(page_of(1), "completed - [ ] Buy ink");
    EXPECT_EQ(top_of(1), "15");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(SamePictures, are_noted_for_the_looks_that_are_shown_or_read_and_no_others)
{
    for (std::size_t ink = 1; ink <= 5; ++ink)
        push(1, ink, {"ink " + std::to_string(ink)});
    EXPECT_EQ(value("SELECT count(*) FROM page_pictures"), "2");
    do_next(read_well);
    EXPECT_EQ(value("SELECT string_agg(ink_hash, ' ') FROM page_pictures"), rmirror::test::ink_of(5));
}

}  // namespace
}  // namespace rmirror::reading::test
