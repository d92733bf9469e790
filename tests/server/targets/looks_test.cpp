// SPDX-License-Identifier: AGPL-3.0-or-later
// Which image of a page targets are given: of its handwriting, or as the tablet shows it.
#include "hashing.hpp"
#include "library/documents/page_text.hpp"
#include "library/images/display_image.hpp"
#include "library/images/uploads.hpp"
#include "library/manifest/selection.hpp"
#include "library/work.hpp"
#include "targets/receiver.hpp"

#include <gtest/gtest.h>

#include <array>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;

constexpr std::array kLookedAtPages = {ItemType::page_text};
constexpr std::array kPictures = {Extra::pictures};

/// A page that was read, and is at the target with the image of its handwriting.
struct Looks : FollowTest {
    Looks()
    {
        target.accepts = kLookedAtPages;
        target.extras = kPictures;
        send(looking("l1:a"));
        switch_on();
        store(10, 11, 1);
        read("Milk");
        EXPECT_EQ(sync(), "+page_text");
        EXPECT_EQ(shown(), "handwriting");
    }

    static boost::json::object looking(std::string const& look)
    {
        return library({notebook(10, {with(page(11, 1), "look_hash", look)})});
    }

    void read(std::string const& text)
    {
        PageId const id(value("SELECT id FROM pages WHERE page_uuid = '" + uuid_of(11) + "'"));
        library::write(pool, user, [&](library::LibraryWork& work) {
            library::write_page_text(work, {id, std::nullopt}, {text, "en", {}});
        });
    }

    void show(std::string const& look)
    {
        library::DisplayImage image;
        image.page = {uuid_of(10), uuid_of(11)};
        image.look_hash = look;
        image.place = {0, 0, 20, 30};
        image.size = {40, 60};
        image.sha256 = sha256_of(look);
        library::Uploads uploads(pool, *blobs, rules);
        EXPECT_EQ(library::store_display_image(uploads, user, image, look), library::Storing::queued);
    }

    void choose_selection(library::Selection const& selection)
    {
        library::write(pool, user, [&](library::LibraryWork& work) { library::choose(work, selection); });
        auto const piece = [&](library::LibraryWork& work) { return library::apply_batch(work, rules); };
        while (library::write(pool, user, piece)) {}
    }

    static std::string sha256_of(std::string const& text) { return sha256_hex(text); }

    /// "handwriting", or the look that the target has.
    static std::string shown()
    {
        auto const& pictures = receiver().items.begin()->second.at("pictures").as_array();
        if (pictures.size() != 1)
            return std::to_string(pictures.size()) + " images";
        auto const& picture = pictures.front().as_object();
        if (!picture.contains("purpose"))
            return "handwriting";
        for (auto const* const look : {"l1:a", "l1:b"})
            if (picture.at("sha256").as_string() == sha256_of(look))
                return look;
        return "unknown";
    }
};

TEST_F(Looks, come_with_the_next_change_of_the_text)
{
    show("l1:a");
    EXPECT_EQ(sync(), "") << "the text is the same";
    read("Milk and honey");
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(shown(), "l1:a");
}

TEST_F(Looks, are_the_page_as_it_is_now)
{
    show("l1:a");
    read("Milk and honey");
    sync();
    send(looking("l1:b"));
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(shown(), "handwriting") << "the stored look is that of another template";
    show("l1:b");
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(shown(), "l1:b");
}

TEST_F(Looks, come_immediately_on_request)
{
    show("l1:a");
    choose_selection({.display = {.images = "all"}});
    EXPECT_EQ(sync(), "");
    choose_selection({.display = {.replaces_target_images = true}});
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(shown(), "l1:a");
    choose_selection({.display = {.replaces_target_images = true}});
    EXPECT_EQ(sync(), "");
}

TEST_F(Looks, that_are_asked_for_come_when_they_are_here)
{
    choose_selection({.display = {.replaces_target_images = true}});
    EXPECT_EQ(sync(), "");
    show("l1:a");
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(shown(), "l1:a");
}

TEST_F(Looks, that_are_not_stored_any_more_make_way_for_the_handwriting)
{
    show("l1:a");
    read("Milk and honey");
    sync();
    choose_selection({.display = {.images = "none"}});
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(shown(), "handwriting");
}

}  // namespace

}  // namespace rmirror::targets
