// SPDX-License-Identifier: AGPL-3.0-or-later
// The pictures on a page are read when its owner asks: for one page of quota, and their text joins the
// page's.
#include "reading/pictures_job.hpp"

#include "hashing.hpp"
#include "library/documents/document.hpp"
#include "library/documents/page_text.hpp"
#include "library/images/display_image.hpp"
#include "library/images/uploads.hpp"
#include "library/library.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "reading/read_pictures.hpp"
#include "reading/state.hpp"

#include <boost/json.hpp>

namespace rmirror::reading::test {
namespace {

using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;

constexpr std::chrono::seconds kPicturesLease{120};

/// Says what it is told to say, and keeps what it was asked.
class GivenModel final : public ocr::Provider {
public:
    ocr::Readings read(std::vector<ocr::Page> const& pages) override
    {
        asked = pages;
        return {{answer}, {}};
    }
    std::optional<ocr::Failure> probe() override { return std::nullopt; }
    std::string version() const override { return "given"; }

    ocr::Answer answer = ocr::PageText{"Ferry at **9:40**", "en", {}};
    std::vector<ocr::Page> asked;
};

class ReadPictures : public rmirror::test::LibraryTest {
protected:
    ReadPictures()
    {
        report_state(pool, {.has_reader = true});
        rules.free_pages = 2;
        show("l1:1");
    }

    /// The page looks so, and is stored so.
    void show(std::string const& look)
    {
        announce(look);
        library::DisplayImage image;
        image.page = {uuid_of(1), uuid_of(1)};
        image.look_hash = look;
        image.place = {-10, 0, 20, 30};
        image.size = {40, 60};
        image.sha256 = sha256_hex("page " + look);
        library::Uploads uploads(pool, *blobs, rules);
        library::store_display_image(uploads, user, image, "page " + look);
    }

    void announce(std::string const& look)
    {
        auto shown = page(1, 1);
        shown["look_hash"] = look;
        send(rmirror::test::library({notebook(1, {shown})}));
    }

    PicturesOutcome ask(std::size_t number = 1)
    {
        return library::write(pool, user, [&](library::LibraryWork& work) {
            return read_pictures(work, rules, {uuid_of(1), uuid_of(number)}).outcome;
        });
    }

    /// Does the next item; false when there is none.
    bool do_next()
    {
        PicturesJob job(pool, *blobs, rules, &model_, counters_);
        auto const item = queue::claim(pool, job, cursor_, kPicturesLease);
        if (!item)
            return false;
        EXPECT_TRUE(queue::end(pool, job, *item, job.work({&*item, 1}).front()));
        return true;
    }

    void write_text(std::string const& text)
    {
        library::write(pool, user, [&](library::LibraryWork& work) {
            library::write_page_text(work, {PageId(value("SELECT id FROM pages")), std::nullopt},
                                     {text, "en", {}});
        });
    }

    std::string text() { return value("SELECT coalesce(document, ocr_text, '-') FROM pages"); }
    std::string usage()
    {
        return value(
            "SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage "
            "WHERE quota_type = 'ocr_pages'");
    }
    std::string waits() { return value("SELECT reads_pictures FROM pages"); }

    GivenModel model_;
    ocr::Counters counters_;
    queue::RoundRobinCursor cursor_;
};

TEST_F(ReadPictures, adds_their_text_below_the_pages_for_one_page_of_quota)
{
    write_text("To the island");
    EXPECT_FALSE(do_next()) << "Nobody asked.";
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    EXPECT_EQ(waits(), "t");
    EXPECT_EQ(ask(), PicturesOutcome::begun) << "It waits already.";
    EXPECT_TRUE(do_next());
    EXPECT_FALSE(do_next());
    EXPECT_EQ(text(), "To the island\n\nFerry at **9:40**");
    EXPECT_EQ(value("SELECT document_author FROM pages"), "person");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
    EXPECT_EQ(waits(), "f");
    ASSERT_EQ(model_.asked.size(), 1U);
    EXPECT_TRUE(model_.asked[0].only_pictures);
    EXPECT_EQ(model_.asked[0].pictures.at(0).png, "page l1:1");
    // The handwriting changes; what was read of the pictures stays.
    write_text("To the islands");
    EXPECT_EQ(text(), "To the islands\n\nFerry at **9:40**");
    // Once more: it is there already.
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    do_next();
    EXPECT_EQ(text(), "To the islands\n\nFerry at **9:40**");
}

TEST_F(ReadPictures, leaves_out_what_the_model_calls_drawings)
{
    model_.answer = ocr::PageText{.markdown = "Ferry\n![](drawing:1)",
                                  .drawings = {ocr::Drawing{.right = 1, .bottom = 1}}};
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    do_next();
    EXPECT_EQ(text(), "Ferry");
    EXPECT_EQ(value("SELECT count(*) FROM attachments"), "0");
}

TEST_F(ReadPictures, is_the_text_of_a_page_without_handwriting)
{
    value("UPDATE pages SET ocr_status = 'skipped' RETURNING 1");
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    do_next();
    EXPECT_EQ(text(), "Ferry at **9:40**");
    EXPECT_EQ(value("SELECT ocr_status FROM pages"), "skipped");
}

TEST_F(ReadPictures, is_refused_where_it_could_not_succeed)
{
    EXPECT_EQ(ask(9), PicturesOutcome::no_page);
    announce("l1:2");
    EXPECT_EQ(ask(), PicturesOutcome::no_image);
    show("l1:2");
    rules.free_pages = 0;
    EXPECT_EQ(ask(), PicturesOutcome::no_quota);
    rules.free_pages = 9;
    for (int times = 0; times < quota::kMaxRetriesPerDay; ++times) {
        EXPECT_EQ(ask(), PicturesOutcome::begun);
        do_next();
    }
    EXPECT_EQ(ask(), PicturesOutcome::too_often);
    value("UPDATE reading_state SET has_reader = false RETURNING 1");
    value("DELETE FROM page_retries RETURNING 1");
    EXPECT_EQ(ask(), PicturesOutcome::no_reader);
}

TEST_F(ReadPictures, costs_nothing_when_it_fails)
{
    write_text("To the island");
    model_.answer =
        ocr::Failure{.reason = ocr::Reason::refused,
                     .outcome = queue::Outcome::rejected(queue::ErrorClass::invalid_data, "Declined."),
                     .advice = ""};
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    do_next();
    EXPECT_EQ(text(), "To the island");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
    EXPECT_EQ(value("SELECT pages FROM failed_readings"), "1");
    EXPECT_EQ(value("SELECT status || ': ' || error_message FROM sync_queue"), "failed: Declined.");
    EXPECT_EQ(waits(), "f");
    model_.answer = ocr::PageText{"", "", {}};
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    do_next();
    EXPECT_EQ(text(), "To the island") << "A picture without words.";
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(ReadPictures, waits_while_it_is_retried_and_holds_no_unit_meanwhile)
{
    model_.answer =
        ocr::Failure{.reason = ocr::Reason::unreachable,
                     .outcome = queue::Outcome::retry(queue::ErrorClass::network_error, "Nobody answers."),
                     .advice = ""};
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    do_next();
    EXPECT_EQ(waits(), "t");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
    // Others used the quota up meanwhile.
    value("UPDATE quota_usage SET used = 2 WHERE quota_type = 'ocr_pages' RETURNING 1");
    value("UPDATE sync_queue SET run_after = now() RETURNING 1");
    do_next();
    EXPECT_EQ(value("SELECT status || ' ' || error_class FROM sync_queue"), "failed quota_exceeded");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(ReadPictures, ends_with_its_page)
{
    EXPECT_EQ(ask(), PicturesOutcome::begun);
    value("UPDATE pages SET deleted_at = now() RETURNING 1");
    do_next();
    EXPECT_EQ(value("SELECT status FROM sync_queue"), "cancelled");
    EXPECT_TRUE(model_.asked.empty());
}

}  // namespace
}  // namespace rmirror::reading::test
