// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages as the tablet shows them: wanted behind what is read, stored once, and the first to go.
#include "library/images/display_image.hpp"

#include "blobs/pictures.hpp"
#include "hashing.hpp"
#include "library/deletion/purge.hpp"
#include "library/images/uploads.hpp"
#include "library/library.hpp"
#include "library/library_full.hpp"
#include "library/manifest/selection.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

using library::DisplayImage;
using library::LibraryWork;

json::object page_that_looks(std::size_t number, std::string const& look)
{
    auto page = rmirror::test::page(number, number);
    page["look_hash"] = look;
    return page;
}

class ShownPage : public LibraryTest {
protected:
    /// Notebooks are modified in the order of their numbers.
    static json::object notebook_of(std::size_t number, std::string const& look,
                                    std::string_view type = "notebook")
    {
        auto entry = notebook(number, {page_that_looks(number, look)});
        entry["document_type"] = type;
        entry["last_modified"] = "2026-11-0" + std::to_string(number) + "T12:00:00Z";
        return entry;
    }

    static DisplayImage image_of(std::size_t number, std::string const& look, std::string const& content)
    {
        DisplayImage image;
        image.page = {uuid_of(number), uuid_of(number)};
        image.look_hash = look;
        image.place = {-10, 0, 20, 30};
        image.size = {40, 60};
        image.sha256 = sha256_hex(content);
        return image;
    }

    Storing show(std::size_t number, std::string const& look, std::string const& content)
    {
        library::Uploads uploads(pool, *blobs, rules);
        return library::store_display_image(uploads, user, image_of(number, look, content), content);
    }

    std::optional<library::ImageFound> find(library::PageName const& page)
    {
        return db::as_reader(pool, user,
                             [&](pqxx::work& work) { return library::find_display_image(work, user, page); });
    }

    std::string shown(std::size_t number)
    {
        auto const found = find({uuid_of(number), uuid_of(number)});
        return found ? blobs->get(found->blob).value_or("lost") : "none";
    }

    void choose(std::string const& display_images)
    {
        library::write(pool, user, [&](LibraryWork& work) {
            library::choose(work, {.display = {.images = display_images}});
        });
    }

    /// "1 2": the numbers of the pages whose display image the answer wants.
    static std::string wanted(json::object const& answer)
    {
        std::string numbers;
        for (auto const& each : answer.at("want_display").as_array())
            for (auto const& page : each.at("page_uuids").as_array()) {
                auto const uuid = std::string(page.as_string());
                numbers += (numbers.empty() ? "" : " ") + std::to_string(std::stoi(uuid.substr(24)));
            }
        return numbers;
    }

    std::string change() { return value("SELECT change FROM pages WHERE page_uuid = '" + uuid_of(1) + "'"); }

    void limit_storage_to(std::int64_t bytes)
    {
        rules.limits = R"({"free": {"storage": )" + std::to_string(bytes) + "}}";
    }

    std::int64_t used()
    {
        return db::as_user(pool, user, [&](pqxx::work& work) {
            return quota::library_usage(work, rules, user).storage.used;
        });
    }
};

TEST_F(ShownPage, is_wanted_once_for_each_look)
{
    auto const manifest = library({notebook_of(1, "l1:a")});
    EXPECT_EQ(wanted(send(manifest)), "1");
    EXPECT_EQ(show(1, "l1:a", "first"), Storing::queued);
    EXPECT_EQ(shown(1), "first");
    EXPECT_EQ(wanted(send(manifest)), "");
    // Another template: the same ink, another look.
    EXPECT_EQ(wanted(send(library({notebook_of(1, "l1:b")}))), "1");
    EXPECT_EQ(show(1, "l1:a", "late"), Storing::outdated);
    EXPECT_EQ(shown(1), "first");
    EXPECT_EQ(show(1, "l1:b", "second"), Storing::queued);
    EXPECT_EQ(shown(1), "second");
    EXPECT_EQ(show(7, "l1:b", "second"), Storing::no_such_page);
    remove_unused();
    EXPECT_EQ(stored_files(), 1U) << "what was replaced is gone";
}

TEST_F(ShownPage, takes_no_quota_and_is_told_as_a_change)
{
    send(library({notebook_of(1, "l1:a")}));
    auto const before = change();
    show(1, "l1:a", "picture");
    EXPECT_NE(change(), before);
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue"), "0");
    EXPECT_EQ(value("SELECT coalesce(sum(reserved), 0) FROM quota_usage"), "0");
    auto const after = change();
    show(1, "l1:a", "picture");
    EXPECT_EQ(change(), after) << "the same again";
}

TEST_F(ShownPage, is_wanted_again_when_its_bytes_were_lost)
{
    auto const manifest = library({notebook_of(1, "l1:a")});
    send(manifest);
    show(1, "l1:a", "picture");
    auto const page = image_of(1, "l1:a", "picture").page;
    auto const kept = find(page)->blob;
    library::request_display_image(pool, user, page, {user, kept.sha256, "an earlier copy"});
    EXPECT_EQ(wanted(send(manifest)), "") << "it was replaced since";
    blobs->remove(kept);
    EXPECT_EQ(shown(1), "lost");
    library::request_display_image(pool, user, page, kept);
    EXPECT_EQ(wanted(send(manifest)), "1");
    EXPECT_EQ(show(1, "l1:a", "picture"), Storing::queued);
    EXPECT_EQ(shown(1), "picture");
    EXPECT_EQ(wanted(send(manifest)), "");
}

TEST_F(ShownPage, keeps_its_look_when_a_device_says_nothing_of_it)
{
    send(library({notebook_of(1, "l1:a")}));
    show(1, "l1:a", "picture");
    auto const silent = [](std::size_t ink) { return library({notebook(1, {page(1, ink)})}); };
    send(silent(1));
    EXPECT_EQ(value("SELECT look_hash FROM pages"), "l1:a");
    EXPECT_EQ(wanted(send(silent(2))), "");
    EXPECT_EQ(value("SELECT coalesce(look_hash, 'unknown') FROM pages"), "unknown")
        << "it looks otherwise now";
    EXPECT_EQ(shown(1), "picture");
}

TEST_F(ShownPage, is_wanted_of_those_documents_that_its_owner_chose)
{
    auto const manifest = library({notebook_of(1, "l1:a"), notebook_of(2, "l1:b", "pdf"),
                                   notebook_of(3, "l1:c", "epub"), notebook_of(4, "l1:d")});
    EXPECT_EQ(wanted(send(manifest)), "4 1") << "what was modified last comes first";
    choose("all");
    EXPECT_EQ(wanted(send(manifest)), "4 3 2 1");
    for (std::size_t number = 1; number <= 4; ++number)
        show(number, std::string("l1:") + "abcd"[number - 1], "picture " + std::to_string(number));
    choose("notebooks");
    EXPECT_EQ(shown(1) + ", " + shown(2) + ", " + shown(3), "picture 1, none, none");
    EXPECT_EQ(value("SELECT count(*) FROM sync_selections"), "0") << "that is what all have";
    choose("none");
    EXPECT_EQ(shown(1), "none");
    EXPECT_EQ(wanted(send(manifest)), "");
    remove_unused();
    EXPECT_EQ(stored_files(), 0U);
}

TEST_F(ShownPage, is_not_wanted_in_the_trash_nor_beyond_the_newest_pages)
{
    auto entry = notebook(1, {page_that_looks(1, "l1:a"), page_that_looks(2, "l1:b")});
    auto trashed = entry;
    trashed["is_trashed"] = true;
    EXPECT_EQ(wanted(send(library({trashed}))), "");
    library::write(pool, user, [&](LibraryWork& work) { library::choose(work, {.newest_pages = 1}); });
    EXPECT_EQ(wanted(send(library({entry}))), "2");
}

TEST_F(ShownPage, leaves_a_tenth_of_the_storage_to_what_is_read)
{
    send(library({notebook_of(1, "l1:a"), notebook_of(2, "l1:b")}));
    limit_storage_to(used() + 10'000);
    EXPECT_EQ(wanted(send(library({notebook_of(1, "l1:a")}))), "1");
    try {
        show(1, "l1:a", std::string(10'000, 'x'));
        FAIL() << "it was stored";
    } catch (library::LibraryFull const& full) {
        EXPECT_EQ(full.of, library::Full::display);
    }
    EXPECT_EQ(show(1, "l1:a", std::string(4000, 'x')), Storing::queued);
    limit_storage_to(used() + 10);
    EXPECT_EQ(wanted(send(library({notebook_of(2, "l1:b")}))), "") << "it would not be stored";
}

TEST_F(ShownPage, goes_first_when_the_storage_is_full)
{
    constexpr std::size_t kBytes = 5000;  // More than the rows of a picture take.
    send(library({notebook_of(1, "l1:a"), notebook_of(2, "l1:b"), notebook_of(3, "l1:c")}));
    for (std::size_t number = 1; number <= 3; ++number)
        show(number, std::string("l1:") + "abc"[number - 1],
             std::string(kBytes, static_cast<char>('0' + number)));
    limit_storage_to(used() + 10);
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_EQ(shown(1), "none") << "its notebook was modified longest ago";
    EXPECT_EQ(shown(2), std::string(kBytes, '2'));
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE display_hash IS NULL"), "1");
    // Words take room as pictures do.
    auto typed = notebook_of(3, "l1:c");
    typed["pages"].as_array()[0].as_object()["typed_text"] = std::string(kBytes + 1000, 'a');
    send(library({typed}));
    EXPECT_EQ(shown(2), "none");
    EXPECT_EQ(shown(3), std::string(kBytes, '3'));
    limit_storage_to(used());
    EXPECT_THROW(store(LibraryTest::image_of(2, 2, 2, std::string(kBytes, 'p')), std::string(kBytes, 'p')),
                 library::LibraryFull);
    EXPECT_EQ(shown(3), std::string(kBytes, '3')) << "what would not help is not removed";
}

TEST_F(ShownPage, shares_its_bytes_with_what_is_read)
{
    auto const content = png() + "1";
    send(library({notebook_of(1, "l1:a")}));
    store(1, 1, 1);
    show(1, "l1:a", content);
    EXPECT_EQ(stored_files(), 1U);
    choose("none");
    remove_unused();
    EXPECT_EQ(stored_files(), 1U) << "what is read shows them still";
}

TEST_F(ShownPage, goes_with_its_page)
{
    send(library({notebook_of(1, "l1:a"), notebook_of(2, "l1:b")}));
    show(1, "l1:a", "picture");
    send({{"scope", "notebooks"}, {"notebooks", json::array{}}, {"deleted_notebooks", {uuid_of(1)}}});
    EXPECT_EQ(shown(1), "none");
    value(
        "WITH aged AS (UPDATE pages SET deleted_at = now() - interval '40 days' WHERE deleted_at IS NOT NULL "
        "RETURNING 1) SELECT count(*) FROM aged");
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE users SET retention_days = 30"); });
    library::purge(pool, 30, 100);
    remove_unused();
    EXPECT_EQ(stored_files(), 0U);
}

}  // namespace
}  // namespace rmirror::test
