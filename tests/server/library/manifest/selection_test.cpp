// SPDX-License-Identifier: AGPL-3.0-or-later
// What is excluded from sync is left alone, whichever device sends it.
#include "library/manifest/selection.hpp"

#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::Selection;

class Selections : public LibraryTest {
protected:
    void choose(Selection const& selection)
    {
        library::write(pool, user, [&](library::LibraryWork& work) { library::choose(work, selection); });
        apply();
    }

    /// As a request does, which leaves the rest to others.
    void choose_alone(Selection const& selection)
    {
        library::write(pool, user, [&](library::LibraryWork& work) { library::choose(work, selection); });
    }

    void apply()
    {
        auto const piece = [&](library::LibraryWork& work) { return library::apply_batch(work, rules); };
        while (library::write(pool, user, piece)) {}
    }

    std::string shown(UserId const& as)
    {
        return db::as_user(pool, as, [&](pqxx::work& work) { return library::show_selection(work, as); });
    }

    static json::object folder(std::size_t number, std::optional<std::size_t> parent = {})
    {
        auto entry = notebook(number, {});
        entry["document_type"] = "folder";
        entry.erase("pages");
        if (parent)
            entry["parent_uuid"] = uuid_of(*parent);
        return entry;
    }

    static json::object in_folder(json::object entry, std::size_t parent)
    {
        entry["parent_uuid"] = uuid_of(parent);
        return entry;
    }

    static json::object tagged(json::object entry, std::string_view tag)
    {
        entry["tags"] = json::array{tag};
        return entry;
    }

    /// The last digits of the names of live notebooks and folders.
    std::string live()
    {
        return value(
            "SELECT coalesce(string_agg(right(notebook_uuid::text, 2), ' ' ORDER BY notebook_uuid), '') "
            "FROM notebooks WHERE deleted_at IS NULL");
    }

    static std::string names(json::value const& uuids)
    {
        std::string text;
        for (auto const& uuid : uuids.as_array())
            text += std::string(uuid.as_string()).substr(34) + ' ';
        return text;
    }
};

TEST_F(Selections, are_everything_until_the_user_chooses)
{
    EXPECT_EQ(json::parse(shown(user)),
              json::parse(R"({"excluded_notebooks": [], "excluded_folders": [], "excluded_tags": [],
                              "newest_pages": null, "display_images": "notebooks", "pen_marks": true,
                              "notebooks_with_pen_marks": [], "notebooks_without_pen_marks": []})"));
    choose({.excluded_notebooks = {uuid_of(2), uuid_of(1), uuid_of(2)},
            .excluded_folders = {uuid_of(3)},
            .excluded_tags = {"work", "Private", "work"},
            .newest_pages = 20});
    json::object const chosen{{"excluded_notebooks", {uuid_of(1), uuid_of(2)}},
                              {"excluded_folders", json::array{uuid_of(3)}},
                              {"excluded_tags", {"Private", "work"}},
                              {"newest_pages", 20},
                              {"display_images", "notebooks"},
                              {"pen_marks", true},
                              {"notebooks_with_pen_marks", json::array{}},
                              {"notebooks_without_pen_marks", json::array{}}};
    EXPECT_EQ(json::parse(shown(user)), chosen);
    choose({});
    EXPECT_EQ(value("SELECT count(*) FROM sync_selections"), "0");
}

TEST_F(Selections, keep_the_choice_of_display_images_that_a_device_does_not_know)
{
    choose({.display = {.images = "all"}});
    choose({.excluded_tags = {"work"}});
    EXPECT_EQ(json::parse(shown(user)).at("display_images"), "all");
}

TEST_F(Selections, keep_what_is_excluded_and_still_deleted_when_only_display_images_change)
{
    send(library({notebook(10, {})}));
    choose_alone({.excluded_notebooks = {uuid_of(10)}, .newest_pages = 3, .deletes_existing = true});
    auto chosen = json::parse(shown(user)).as_object();
    library::write(pool, user, [&](library::LibraryWork& work) {
        library::change_selection(work, {.display = {.images = "all"}});
    });
    chosen["display_images"] = "all";
    EXPECT_EQ(json::parse(shown(user)), chosen);
    apply();
    EXPECT_EQ(live(), "");
}

TEST_F(Selections, keep_notebooks_folders_and_tags_out)
{
    choose({.excluded_notebooks = {uuid_of(1)},
            .excluded_folders = {uuid_of(10)},
            .excluded_tags = {"private"}});
    auto const answer = send(library({
        notebook(1, {page(1, 1)}),
        folder(10),
        folder(11, 10),
        in_folder(notebook(2, {page(2, 2)}), 11),
        tagged(notebook(3, {page(3, 3)}), "private"),
        tagged(notebook(4, {page(4, 4)}), "Private"),
        folder(12),
        in_folder(notebook(5, {page(5, 5)}), 12),
    }));
    EXPECT_EQ(live(), "04 05 12");
    EXPECT_EQ(names(answer.at("excluded_here")), "01 02 03 10 11 ");
    EXPECT_EQ(answer.at("wanted_pages"), 2);
    EXPECT_EQ(value("SELECT count(*) FROM pages"), "2");
}

TEST_F(Selections, leave_what_is_here_as_it_is)
{
    auto before = notebook(1, {page(1, 1), page(2, 2)});
    send(library({before, notebook(2, {page(3, 3)})}));
    choose({.excluded_notebooks = {uuid_of(1)}});
    auto renamed = notebook(1, {page(1, 9)});
    renamed["visible_name"] = "Renamed";
    auto const answer = send(library({renamed}));
    EXPECT_EQ(answer.at("wanted_pages"), 0);
    EXPECT_EQ(value("SELECT visible_name FROM notebooks WHERE notebook_uuid = '" + uuid_of(1) + "'"),
              std::string(before.at("visible_name").as_string()));
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE deleted_at IS NULL"), "3");
    EXPECT_EQ(value("SELECT ink_hash FROM pages WHERE page_uuid = '" + uuid_of(1) + "'"), ink_of(1));

    // A device that obeys doesn't list it.
    send(library({notebook(3, {})}, "library"));
    EXPECT_EQ(live(), "01 03");
}

TEST_F(Selections, delete_much_of_a_library_in_pieces)
{
    json::array books{folder(1000), folder(1001, 1000)};
    for (std::size_t number = 1; number <= 150; ++number)
        books.push_back(in_folder(notebook(number, {page(number, number)}), 1001));
    books.push_back(notebook(300, {}));
    send(library(books));
    auto const count = [&] { return value("SELECT count(*) FROM notebooks WHERE deleted_at IS NULL"); };
    choose_alone({.excluded_folders = {uuid_of(1000)}, .deletes_existing = true});
    EXPECT_EQ(count(), "153");
    auto const piece = [&](library::LibraryWork& work) { return library::apply_batch(work, rules); };
    EXPECT_TRUE(library::write(pool, user, piece));
    EXPECT_EQ(count(), "53") << "folders come last, or what is in them would no longer be found";
    EXPECT_EQ(library::apply_selections(pool, rules), 1U);
    EXPECT_EQ(count(), "1");
    EXPECT_EQ(library::apply_selections(pool, rules), 0U);

    // Another choice takes the wish back.
    choose_alone({.excluded_notebooks = {uuid_of(300)}, .deletes_existing = true});
    choose_alone({});
    apply();
    EXPECT_EQ(count(), "1");
    EXPECT_EQ(value("SELECT count(*) FROM sync_selections"), "0");
}

TEST_F(Selections, delete_what_is_here_if_asked)
{
    send(library({folder(10), in_folder(notebook(1, {page(1, 1)}), 10), notebook(2, {page(2, 2)})}));
    choose({.excluded_folders = {uuid_of(10)}, .deletes_existing = true});
    EXPECT_EQ(live(), "02");
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE deleted_at IS NULL"), "1");

    choose({});
    auto const answer = send(library({folder(10), in_folder(notebook(1, {page(1, 1)}), 10)}));
    EXPECT_EQ(live(), "01 02 10");
    EXPECT_EQ(answer.at("deleted_here"), json::array{});
    EXPECT_EQ(answer.at("wanted_pages"), 1);
}

TEST_F(Selections, want_the_newest_pages)
{
    choose({.newest_pages = 2});
    auto const diary = notebook(1, {page(1, 1), page(2, 2), page(3, 3), page(4, 4)});
    auto const wanted = [](json::object const& answer) {
        return names(answer.at("want").at(0).at("page_uuids"));
    };
    EXPECT_EQ(wanted(send(library({diary, notebook(2, {page(5, 5)})}))), "03 04 ");
    EXPECT_EQ(value("SELECT count(*) FROM pages"), "5") << "the others are listed";
    choose({});
    EXPECT_EQ(wanted(send(library({diary}))), "01 02 03 04 ");
}

TEST_F(Selections, follow_a_notebook_into_a_folder_and_out)
{
    send(library({folder(10), notebook(1, {page(1, 1)})}));
    choose({.excluded_folders = {uuid_of(10)}});
    EXPECT_EQ(names(send(library({in_folder(notebook(1, {page(1, 2)}), 10)})).at("excluded_here")), "01 ");
    EXPECT_EQ(names(send(library({notebook(1, {page(1, 2)})})).at("excluded_here")), "");
    EXPECT_EQ(value("SELECT ink_hash FROM pages"), ink_of(2));
}

TEST_F(Selections, bear_folders_that_lie_in_each_other)
{
    choose({.excluded_folders = {uuid_of(10)}});
    EXPECT_EQ(names(send(library({folder(10, 11), folder(11, 10), notebook(1, {})})).at("excluded_here")),
              "10 11 ");
}

TEST_F(Selections, are_each_persons_own)
{
    auto const other = add_user("bob@example.org");
    choose({.excluded_notebooks = {uuid_of(1)}});
    send(library({notebook(1, {page(1, 1)})}), other);
    EXPECT_EQ(live(), "01");
    EXPECT_EQ(json::parse(shown(other)).at("excluded_notebooks"), json::array{});
}

}  // namespace
}  // namespace rmirror::test
