// SPDX-License-Identifier: AGPL-3.0-or-later
// What a library holds is counted with every write and removal.
#include "library/library_full.hpp"

#include "blobs/disk_room.hpp"
#include "library/library.hpp"
#include "quota/library_usage.hpp"

#include <algorithm>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class FullLibrary : public LibraryTest {
protected:
    quota::LibraryUsage usage()
    {
        return db::as_user(pool, user,
                           [&](pqxx::work& work) { return quota::library_usage(work, rules, user); });
    }

    /// Counted again from all rows: bytes of pictures and rows, then notebooks and pages, then what is
    /// pending.
    std::string counted()
    {
        return value("SELECT (SELECT coalesce(sum(size_bytes), 0) FROM blobs) + row_bytes_of('" +
                     user.text() +
                     "') || ' ' "
                     "|| (SELECT count(*) FROM notebooks) || ' ' || (SELECT count(*) FROM pages) || ' ' "
                     "|| (SELECT coalesce(sum(size_bytes), 0) FROM pending_blobs)");
    }

    void remove(std::string const& rows)
    {
        value("WITH removed AS (DELETE FROM " + rows + " RETURNING 1) SELECT count(*) FROM removed");
    }

    std::string known()
    {
        auto const now = usage();
        return std::to_string(now.storage.used) + " " + std::to_string(now.notebooks.used) + " " +
               std::to_string(now.pages.used) + " " + std::to_string(now.pending_bytes);
    }
};

TEST_F(FullLibrary, is_counted_through_every_change)
{
    EXPECT_EQ(known(), "0 0 0 0");
    auto first = page(1, 1);
    first["typed_text"] = "Grüße";
    first["tags"] = json::array{"urgent", "ä"};
    first["highlights"] = {{{"original_text", "marked passage"}, {"color", "yellow"}}};
    send(library({notebook(1, {first, page(2, 2)}), notebook(2, {page(3, 3)})}, "library"));
    EXPECT_EQ(known(), counted());
    store(1, 1, 1);
    store(1, 2, 2);
    EXPECT_EQ(known(), counted());
    // With new ink, new typed text, and another notebook deleted.
    first["ink_hash"] = ink_of(4);
    first["typed_text"] = "Something longer than it was";
    first["highlights"] = json::array{};
    send(library({notebook(1, {first, page(2, 2)})}, "library"));
    EXPECT_EQ(known(), counted());
    EXPECT_EQ(usage().notebooks.used, 2) << "what is deleted counts until its row is gone";
    store(1, 1, 4);
    EXPECT_GT(usage().pending_bytes, 0) << "the picture before leaves";
    EXPECT_EQ(known(), counted());
    remove_unused();
    EXPECT_EQ(usage().pending_bytes, 0);
    EXPECT_EQ(known(), counted());
    remove("notebooks WHERE deleted_at IS NOT NULL");
    EXPECT_EQ(known(), counted());
    EXPECT_EQ(usage().notebooks.used, 1);
    remove("page_images");
    remove("users");
    EXPECT_EQ(value("SELECT count(*) FROM library_usage"), "0");
}

TEST_F(FullLibrary, has_the_figures_of_its_tier)
{
    rules.limits = quota::limits_json({1, 2, 0, 0}, {21, 0, 0, 0});
    EXPECT_EQ(usage().storage.limit, 1'000'000);
    EXPECT_EQ(usage().notebooks.limit, 3);
    value("INSERT INTO subscriptions (user_id, tier) VALUES ('" + user.text() + "', 'pro') RETURNING 1");
    EXPECT_EQ(usage().storage.limit, 2'000'000);
    EXPECT_EQ(usage().pages.limit, std::nullopt);
    EXPECT_EQ(usage().notebooks.limit, std::nullopt);
    value("UPDATE subscriptions SET tier = 'free' RETURNING 1");
    EXPECT_EQ(usage().pages.limit, 21);
}

TEST_F(FullLibrary, takes_nothing_while_too_much_is_on_its_way_out)
{
    rules.limits = quota::limits_json({1, 1, 1, 1}, {});
    send(library({notebook(1, {page(1, 1)})}));
    value("INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at, size_bytes) VALUES ('" +
          user.text() + "', repeat('a', 64), gen_random_uuid(), 'leaving', now(), 100000000) RETURNING 1");
    try {
        store(1, 1, 1);
        FAIL();
    } catch (library::LibraryFull const& full) {
        EXPECT_EQ(full.of, library::Full::transit);
    }
    EXPECT_EQ(stored_files(), 0U);
    remove("pending_blobs");
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
}

TEST(DiskRoom, says_once_when_it_ends_and_when_there_is_some_again)
{
    std::string lines;
    Log log(Level::info, [&](std::string const& line) { lines += line; });
    DiskRoom nearly_full(testing::TempDir(), std::uint64_t{1} << 60U, log);
    EXPECT_TRUE(nearly_full.is_full());
    for (int i = 0; i < 3; ++i)
        EXPECT_FALSE(nearly_full.has_room_for(1));
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1) << lines;

    lines.clear();
    DiskRoom without_reserve(testing::TempDir(), 0, log);
    EXPECT_TRUE(without_reserve.has_room_for(std::size_t{1} << 60U));
    without_reserve.note_full();
    without_reserve.note_full();
    EXPECT_TRUE(without_reserve.is_full());
    without_reserve.note_stored();
    without_reserve.note_stored();
    EXPECT_FALSE(without_reserve.is_full());
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2) << lines;
}

}  // namespace
}  // namespace rmirror::test
