// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that is drawn anew while it is transcribed and delivered: in the end, the target has its newest
// image, whenever the change was announced and the image stored.
#include "blobs/pictures.hpp"
#include "reading/page_job.hpp"
#include "targets/receiver.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::png;

constexpr std::chrono::seconds kLease{120};

class GivenReader final : public reading::PageReader {
public:
    explicit GivenReader(std::function<void()> meanwhile) : meanwhile_(std::move(meanwhile)) {}
    std::vector<reading::PageResult> read(std::span<queue::Item const> items) override
    {
        meanwhile_();
        return {items.size(), ocr::PageText{"Buy ink", "en", {}}};
    }

private:
    std::function<void()> meanwhile_;
};

/// Whether a change is compared as soon as it is made, or only after all that waits was delivered.
enum class Compared { immediately, later };

struct NewestImage : FollowTest {
    NewestImage()
    {
        static constexpr std::array kTypes = {ItemType::notebook, ItemType::page_text};
        static constexpr std::array kExtras = {Extra::whole, Extra::pictures};
        target.accepts = kTypes;
        target.extras = kExtras;
        rules.free_pages = 10'000;
        receiver().each = [this](Delivery const& delivery) {
            pass();
            EXPECT_FALSE(queue::claim(pool, job, other_cursor, kLease)) << "by another worker";
            return DeliveryResult{queue::Outcome::done(), Remote{delivery.item_key}};
        };
    }

    void announce() { send(library({notebook(10, {page(11, ++look)})})); }
    void store_image() { store(10, 11, stored_look = look); }

    /// A point of a transcription or delivery: before its claim, after it, and while its content, which was
    /// read by then, is on its way. The changes that are due there are made.
    void pass()
    {
        auto const point = points++;
        if (point == announced_at)
            announce();
        if (point == stored_at)
            store_image();
        if ((point == announced_at || point == stored_at) && compared == Compared::immediately)
            compare();
    }

    /// Does the next item, as a worker. Returns false if there is none.
    bool work(queue::Job& with)
    {
        pass();
        auto const item = queue::claim(pool, with, cursor, kLease);
        if (!item)
            return false;
        pass();
        EXPECT_TRUE(queue::end(pool, with, *item, with.work({&*item, 1}).front()));
        return true;
    }

    void work_until_nothing_waits()
    {
        do {
            while (has_reader && work(pages)) {}
            compare();
            while (work(job)) {}
        } while (compare() > 0);
    }

    /// The image of the page in each item that the target has.
    static std::string delivered()
    {
        std::string images;
        for (auto const& [name, content] : receiver().items) {
            auto const& shown = name.starts_with("notebook") ? content.at("pages").at(0).at("images")
                                                             : content.at("pictures");
            for (auto const& each : shown.as_array())
                images += name.substr(0, name.find(' ')) + " " + each.at("sha256").as_string().c_str() + " ";
        }
        return images;
    }

    std::string newest()
    {
        auto const sha256 = image_of(10, 11, look, png() + std::to_string(look)).sha256;
        return "notebook " + sha256 + " page_text " + sha256 + " ";
    }

    /// While one look is on its way, the next is announced at a point. Its image is stored there, or when all
    /// else is done.
    void draw_at_each_point()
    {
        switch_on();
        for (auto const is_stored_late : {false, true})
            for (std::size_t point = 0, last = 0; point <= last; ++point) {
                announce();
                store_image();
                points = 0;
                announced_at = point;
                stored_at = is_stored_late ? kNever : point;
                work_until_nothing_waits();
                last = points - 1;
                announced_at = stored_at = kNever;
                if (stored_look != look)
                    store_image();
                work_until_nothing_waits();
                ASSERT_EQ(delivered(), newest())
                    << "announced at " << point << (is_stored_late ? ", stored late" : "");
            }
    }

    static constexpr std::size_t kNever = 1'000'000;
    bool has_reader = true;
    Compared compared = Compared::immediately;
    std::size_t look = 0, stored_look = 0;
    std::size_t points = 0, announced_at = kNever, stored_at = kNever;
    GivenReader reader{[this] { pass(); }};
    reading::PageJob pages{pool, {.free_pages = 10'000}, reader};
    queue::RoundRobinCursor other_cursor;
};

TEST_F(NewestImage, is_delivered_if_the_page_changes_at_any_point_of_a_delivery)
{
    has_reader = false;
    run("UPDATE reading_state SET has_reader = false");
    draw_at_each_point();
}

TEST_F(NewestImage, is_delivered_if_the_page_changes_at_any_point_of_a_transcription)
{
    draw_at_each_point();
}

TEST_F(NewestImage, is_delivered_if_changes_are_compared_late)
{
    compared = Compared::later;
    draw_at_each_point();
}

}  // namespace

}  // namespace rmirror::targets
