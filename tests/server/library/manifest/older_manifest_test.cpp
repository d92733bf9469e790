// SPDX-License-Identifier: AGPL-3.0-or-later
// Two devices with different states of a library: the newer one is kept, and the answer names what was
// ignored.
#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

constexpr auto kOctober = "2026-10-01T08:00:00.000Z";
constexpr auto kNovember = "2026-11-01T08:00:00.000Z";

class OlderManifest : public LibraryTest {
protected:
    static json::object dated(std::size_t number, std::string const& time, json::array pages)
    {
        auto entry = notebook(number, std::move(pages));
        entry["last_modified"] = time;
        return entry;
    }

    static json::object named(json::object entry, char const* name)
    {
        entry["visible_name"] = name;
        return entry;
    }

    static json::object repeated(json::object entry)
    {
        entry["is_repeat"] = true;
        return entry;
    }

    static json::object with_highlight(std::size_t number, char const* text)
    {
        auto marked = page(number, number);
        marked["highlights"] = {{{"original_text", text}}};
        return marked;
    }

    std::string older(json::object const& manifest)
    {
        return json::serialize(send(manifest).at("older_notebooks"));
    }

    static std::string only(std::size_t number) { return "[\"" + uuid_of(number) + "\"]"; }

    /// Names with their live pages' ink, and all live highlights.
    std::string state()
    {
        return value(
            "SELECT (SELECT coalesce(string_agg(visible_name || ':' || coalesce(pages, ''), ' ' "
            "ORDER BY notebook_uuid), '') FROM notebooks AS notebook CROSS JOIN LATERAL "
            "(SELECT string_agg(ltrim(right(ink_hash, 4), '0'), ',' ORDER BY page_number) AS pages FROM "
            "pages WHERE user_id = notebook.user_id AND notebook_id = notebook.id AND deleted_at IS NULL) AS "
            "live WHERE deleted_at IS NULL) || ' "
            "' || "
            "(SELECT coalesce(string_agg(original_text, ',' ORDER BY original_text), '') FROM highlights "
            "WHERE deleted_at IS NULL)");
    }
};

TEST_F(OlderManifest, of_a_device_that_is_a_month_behind_rolls_nothing_back)
{
    auto const then = named(dated(1, kOctober, {page(11, 1), page(12, 2)}), "Then");
    auto const unchanged = named(dated(2, kOctober, {page(21, 21)}), "Same");
    send(library({then, unchanged}, "library"));
    auto const now =
        named(dated(1, kNovember, {page(11, 3), page(13, 4), with_highlight(14, "marked")}), "Now");
    EXPECT_EQ(older(library({now, unchanged, dated(3, kNovember, {page(31, 31)})}, "library")), "[]");
    auto const stood = state();
    EXPECT_EQ(stood, "Now:3,4,14 Same:21 Notebook 3:31 marked");

    for (auto const* const scope : {"notebooks", "library"}) {
        auto const answer = send(library({then, unchanged}, scope));
        EXPECT_EQ(json::serialize(answer.at("older_notebooks")), only(1)) << scope;
        EXPECT_EQ(answer.at("want").as_array().size(), 1U) << "pages of what it has are wanted";
        EXPECT_EQ(state(), stood) << scope;
    }
    // What comes after that is written, in its own turn.
    EXPECT_EQ(older(library({named(dated(1, "2026-11-02T08:00:00Z", {page(11, 5)}), "Later")})), "[]");
    EXPECT_EQ(state(), "Later:5 Same:21 Notebook 3:31 ");
}

TEST_F(OlderManifest, restores_nothing_that_was_deleted)
{
    send(library({dated(1, kNovember, {page(11, 1)}), dated(2, kNovember, {page(21, 21)})}));
    json::object gone = library({});
    gone["deleted_notebooks"] = json::array{uuid_of(1)};
    send(gone);
    EXPECT_EQ(older(library({dated(1, kOctober, {page(11, 1)})})), only(1));
    EXPECT_EQ(older(library({repeated(dated(1, kNovember, {page(11, 1), page(12, 2)}))})), "[]");
    EXPECT_EQ(state(), "Notebook 2:21 ");
    send(library({dated(1, kNovember, {page(11, 1)})}));
    EXPECT_EQ(state(), "Notebook 1:1 Notebook 2:21 ");
}

TEST_F(OlderManifest, of_the_same_age_is_written_unless_it_is_a_repeat)
{
    auto const first = named(dated(1, kOctober, {page(11, 1)}), "First");
    send(library({first}));
    send(library({named(first, "Renamed")}));
    EXPECT_EQ(state(), "Renamed:1 ");
    send(library({repeated(first)}));
    EXPECT_EQ(state(), "Renamed:1 ");
    send(library({repeated(named(dated(1, kNovember, {page(11, 2)}), "Newer"))}));
    EXPECT_EQ(state(), "Newer:2 ");
}

TEST_F(OlderManifest, adds_missing_pages_and_their_highlights_by_a_repeat)
{
    send(library({dated(1, kOctober, {with_highlight(11, "kept"), page(12, 12)})}));
    auto changed = with_highlight(11, "other");
    changed["ink_hash"] = ink_of(99);
    auto const repeat = repeated(named(dated(1, kOctober, {with_highlight(13, "added"), changed}), "Other"));
    EXPECT_EQ(written(library({repeat})), "0 1 1, deleted 0 0");
    EXPECT_EQ(state(), "Notebook 1:11,12,13 added,kept");
    EXPECT_EQ(written(library({repeat})), "0 0 0, deleted 0 0");
    // A new notebook is what it would be otherwise.
    send(library({repeated(dated(2, kOctober, {page(21, 21), page(22, 22)}))}));
    EXPECT_EQ(state(), "Notebook 1:11,12,13 Notebook 2:21,22 added,kept");
}

TEST_F(OlderManifest, without_a_time_is_written_unless_it_is_a_repeat)
{
    send(library({dated(1, kOctober, {page(11, 1)})}));
    EXPECT_EQ(older(library({repeated(named(notebook(1, {page(11, 2)}), "Repeat"))})), "[]");
    EXPECT_EQ(state(), "Notebook 1:1 ");
    EXPECT_EQ(older(library({named(notebook(1, {page(11, 2)}), "Timeless")})), "[]");
    EXPECT_EQ(state(), "Timeless:2 ");
    EXPECT_EQ(older(library({dated(1, kOctober, {page(11, 3)})})), "[]");
    EXPECT_EQ(state(), "Notebook 1:3 ");
}

TEST_F(OlderManifest, is_written_where_the_clock_of_a_tablet_was_ahead)
{
    send(library({named(dated(1, "2099-01-01T00:00:00Z", {page(11, 1)}), "Ahead")}));
    EXPECT_EQ(older(library({named(dated(1, kNovember, {page(11, 2)}), "Right")})), "[]");
    EXPECT_EQ(state(), "Right:2 ");
}

TEST_F(OlderManifest, still_deletes_what_it_names)
{
    send(library({dated(1, kNovember, {page(11, 1)}), dated(2, kNovember, {page(21, 21)})}));
    auto manifest = library({dated(1, kOctober, {page(11, 9)})}, "library");
    manifest["deleted_notebooks"] = json::array{uuid_of(2)};
    EXPECT_EQ(older(manifest), only(1));
    EXPECT_EQ(state(), "Notebook 1:1 ");
}

}  // namespace
}  // namespace rmirror::test
