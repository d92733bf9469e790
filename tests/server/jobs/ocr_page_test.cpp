// SPDX-License-Identifier: AGPL-3.0-or-later
// Page, quota and queue agree, however reading ends. What reads is a stand-in.
#include "jobs/ocr_page.hpp"

#include "jobs/queue.hpp"
#include "jobs/queue_fixture.hpp"

namespace rmirror::jobs::test {
namespace {

struct OcrPageTest : QueueFixture {
    quota::Rules const rules{.free_pages = 2, .has_reader = true};

    /// A page whose picture is stored, and the item that asks for it to be read.
    void add_page(int number)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                "INSERT INTO notebooks (id, user_id, notebook_uuid, document_type, visible_name) "
                "VALUES ($1, $2, $1, 'notebook', 'Notes') ON CONFLICT DO NOTHING",
                key(1000), user);
            work.exec_params(
                "INSERT INTO pages (id, user_id, notebook_id, page_uuid, page_number, ink_hash, "
                "image_hash, image_at, ocr_status) "
                "VALUES ($1, $2, $3, $1, $4, 'i1:old', 'i1:old', now(), 'pending')",
                key(number), user, key(1000), number);
        });
        enqueue(number);
    }

    void do_next(ReadPage read)
    {
        Kinds const with = {ocr_page(pool, rules, std::move(read))};
        auto const item = *claim(pool, with, std::chrono::seconds(120));
        EXPECT_TRUE(end(pool, with, item, with[0].run(item)));
    }

    /// As a device or an upload does while the page is being read.
    ReadPage changing_page(std::string const& assignments, ReadPage read)
    {
        return [this, assignments, read = std::move(read)](Item const& item) {
            value("UPDATE pages SET " + assignments + " RETURNING 1");
            return read(item);
        };
    }

    std::string page(int number)
    {
        return value("SELECT ocr_status || ' ' || coalesce(ocr_text, '-') FROM pages WHERE id = '" +
                     key(number) + "'");
    }

    std::string usage()
    {
        return value("SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage");
    }

    static std::variant<Reading, Outcome> read_well(Item const&) { return Reading{"Buy ink", 0.9}; }
};

TEST_F(OcrPageTest, keeps_what_was_read_and_charges_for_it)
{
    add_page(1);
    do_next([this](Item const& item) {
        EXPECT_EQ(item.item_key, key(1));
        EXPECT_EQ(page(1), "processing -");
        EXPECT_EQ(usage(), "0 used, 1 reserved");
        return read_well(item);
    });
    EXPECT_EQ(page(1), "completed Buy ink");
    EXPECT_EQ(value("SELECT ocr_hash FROM pages"), "i1:old");
    EXPECT_EQ(status(1), "completed 1");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(OcrPageTest, charges_nothing_while_it_is_tried_and_nothing_when_it_fails)
{
    add_page(1);
    do_next([](Item const&) { return Outcome::retry(ErrorClass::network_error, "Nobody answers."); });
    EXPECT_EQ(page(1), "pending -");
    EXPECT_EQ(status(1), "retry 1");
    set(1, "run_after = now()");
    do_next([](Item const&) { return Outcome::rejected(ErrorClass::invalid_data, "Not a page."); });
    EXPECT_EQ(page(1), "failed -");
    EXPECT_EQ(value("SELECT ocr_error FROM pages"), "Not a page.");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
}

TEST_F(OcrPageTest, lets_pages_wait_that_quota_does_not_reach)
{
    for (int i = 1; i <= 3; ++i)
        add_page(i);
    for (int i = 1; i <= 3; ++i)
        do_next(read_well);
    EXPECT_EQ(page(3), "pending_quota -");
    EXPECT_EQ(status(3), "cancelled 1");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(OcrPageTest, reads_again_what_was_drawn_anew_meanwhile)
{
    add_page(1);
    do_next([this](Item const& item) {
        set(1, "is_outdated = true, content_hash = 'i1:new'");
        return read_well(item);
    });
    EXPECT_EQ(page(1), "pending Buy ink");
    EXPECT_EQ(status(1), "pending 0");
}

TEST_F(OcrPageTest, leaves_a_page_wanted_that_was_drawn_anew_meanwhile)
{
    auto const* const drawn_anew = "ink_hash = 'i1:new', ocr_status = 'not_synced'";
    add_page(1);
    do_next(changing_page(drawn_anew, read_well));
    EXPECT_EQ(page(1), "not_synced Buy ink");
    EXPECT_EQ(value("SELECT ocr_hash FROM pages"), "i1:old");
    EXPECT_EQ(status(1), "completed 1");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(OcrPageTest, leaves_a_page_wanted_whose_older_picture_cannot_be_read)
{
    auto const* const drawn_anew = "ink_hash = 'i1:new', ocr_status = 'not_synced'";
    add_page(1);
    do_next(changing_page(drawn_anew, [](Item const&) {
        return Outcome::retry(ErrorClass::network_error, "Nobody answers.");
    }));
    EXPECT_EQ(page(1), "not_synced -");
    set(1, "run_after = now()");
    do_next([](Item const&) { return Outcome::rejected(ErrorClass::invalid_data, "Not a page."); });
    EXPECT_EQ(page(1), "not_synced -");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
}

TEST_F(OcrPageTest, lets_a_new_picture_wait_for_quota_while_the_older_is_read)
{
    add_page(1);
    do_next(
        changing_page("ink_hash = 'i1:new', image_hash = 'i1:new', ocr_status = 'pending_quota'", read_well));
    EXPECT_EQ(page(1), "pending_quota Buy ink");
}

TEST_F(OcrPageTest, reads_no_page_that_is_gone)
{
    add_page(1);
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE pages SET deleted_at = now()"); });
    do_next([](Item const&) -> std::variant<Reading, Outcome> {
        ADD_FAILURE() << "It must not be read.";
        return Reading{};
    });
    EXPECT_EQ(status(1), "cancelled 1");
}

}  // namespace
}  // namespace rmirror::jobs::test
