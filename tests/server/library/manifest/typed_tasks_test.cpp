// SPDX-License-Identifier: AGPL-3.0-or-later
// Tasks that were typed are todos beside those in handwriting, and neither knows of the other.
#include "library/manifest/typed_tasks.hpp"

#include "library/documents/page_text.hpp"
#include "library/library.hpp"
#include "library/todos.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::Completed;
using library::LibraryWork;

std::string tasks_in(std::string_view markdown)
{
    std::string all;
    for (auto const& task : library::typed_tasks_in(markdown))
        all += (task.is_ticked ? "x " : "o ") + task.text + "|";
    return all;
}

TEST(TypedTasksIn, markdown_are_found_at_any_level_and_of_any_length)
{
    EXPECT_EQ(tasks_in("# Plan\n\n- [ ] Paper\n    - [x] thin\n        - [ ] a\n- item\n1. first\n- [ ] ?\n"),
              "o Paper|x thin|o a|o ?|");
    EXPECT_EQ(tasks_in("- [ ]\n- [ ] \n- [x]  \nplain\n\\- \\[ \\] typed so\n> - [ ] quoted\n"), "");
}

TEST(TypedTasksIn, markdown_are_words_without_marks)
{
    EXPECT_EQ(tasks_in("- [ ] Fish \\& chips \\#4, 2\\*3 \\\\ 2 * 3\n"), "o Fish & chips #4, 2*3 \\ 2 * 3|");
    EXPECT_EQ(tasks_in("- [x] **Buy** *red* ***ink*** ~~now~~\n"), "x Buy red ink now|");
    EXPECT_EQ(tasks_in("- [ ] un<em>believ</em>able <strong><em>x</em></strong> \\<em>\n"),
              "o unbelievable x <em>|");
    EXPECT_EQ(tasks_in("- [ ] C:\\temp 5 ~ 6"), "o C:\\temp 5 ~ 6|");
}

TEST(TypedTasksIn, markdown_go_on_behind_a_line_that_ends_with_a_backslash)
{
    EXPECT_EQ(tasks_in("- [ ] Paper\\\n      and ink\n- [ ] Pens\n"), "o Paper and ink|o Pens|");
    EXPECT_EQ(tasks_in("- [ ] Paper\\\\\n- [ ] Pens\\"), "o Paper\\|o Pens\\|");
    EXPECT_EQ(tasks_in("- [ ] Paper\\\n"), "o Paper|");
}

TEST(TypedTasksIn, markdown_are_bounded)
{
    std::string many;
    for (int i = 0; i < 5000; ++i)
        many += "- [ ] " + std::to_string(i) + "\n";
    auto const tasks = library::typed_tasks_in(many);
    ASSERT_EQ(tasks.size(), 1000U);
    EXPECT_EQ(tasks.back().text, "999");
    // Cut between letters, never within what is escaped.
    EXPECT_EQ(tasks_in("- [ ] " + std::string(999, 'x') + "\\*\\*"), "o " + std::string(999, 'x') + "*|");
}

class TypedTasks : public LibraryTest {
protected:
    static json::object with_typed(json::object page, std::string const& markdown)
    {
        page["typed_text"] = markdown;
        page["typed_markdown"] = markdown;
        return page;
    }

    json::object type(std::string const& markdown)
    {
        return send(library({notebook(1, {with_typed(page(1, 1), markdown)})}));
    }

    /// As an old device sends it.
    json::object type_words(std::string const& words)
    {
        auto object = page(1, 1);
        object["typed_text"] = words;
        return send(library({notebook(1, {object})}));
    }

    void read(std::string const& markdown)
    {
        PageId const id(value("SELECT id FROM pages WHERE page_uuid = '" + uuid_of(1) + "'"));
        library::write(pool, user, [&](LibraryWork& work) {
            library::write_page_text(work, {id, {}}, {markdown, "", {}});
            return 0;
        });
    }

    void complete(std::string const& text, Completed completed = Completed::yes)
    {
        auto const id = id_of(text);
        ASSERT_TRUE(library::write(
            pool, user, [&](LibraryWork& work) { return library::complete_todo(work, id, completed); }));
    }

    std::string id_of(std::string const& text)
    {
        return value("SELECT id FROM todos WHERE deleted_at IS NULL AND text = '" + text + "'");
    }

    /// "o Paper, x Ink": the live ones of this source in their order.
    std::string shown(std::string const& source = "typed_text")
    {
        return value(
            "SELECT coalesce(string_agg(CASE WHEN is_completed THEN 'x ' ELSE 'o ' END || text, ', ' "
            "ORDER BY ordinal), '') FROM todos WHERE deleted_at IS NULL AND source = '" +
            source + "'");
    }

    std::string rows()
    {
        return value(
            "SELECT md5(string_agg(xmin::text || ctid::text || xmax::text, ' ' ORDER BY ctid)) FROM todos");
    }
};

TEST_F(TypedTasks, and_read_ones_are_kept_apart)
{
    type("- [ ] Paper\n- [x] Pens");
    read("- [ ] Paper\n- [ ] Call Ann");
    auto const ids = "SELECT string_agg(id::text, ' ' ORDER BY id) FROM todos WHERE deleted_at IS NULL";
    auto const before = value(ids);
    EXPECT_EQ(shown(), "o Paper, x Pens");
    EXPECT_EQ(shown("handwriting"), "o Paper, o Call Ann");
    EXPECT_EQ(value("SELECT count(*) FROM todos WHERE source = 'typed_text' AND confidence IS NULL"), "2");
    read("- [ ] Paper\n- [ ] Call Ann\n");
    type("- [ ] Paper\n- [x] Pens\n");
    EXPECT_EQ(value(ids), before);
    read("nothing to do");
    EXPECT_EQ(shown(), "o Paper, x Pens");
    EXPECT_EQ(shown("handwriting"), "");
    read("- [ ] Call Ann");
    type("");
    EXPECT_EQ(shown(), "");
    EXPECT_EQ(shown("handwriting"), "o Call Ann");
}

TEST_F(TypedTasks, ticked_on_the_tablet_or_here_are_done)
{
    type("- [ ] Paper\n- [ ] Ink\n- [x] Pens");
    auto const paper = id_of("Paper");
    complete("Ink");
    complete("Pens", Completed::no);
    type("- [x] Paper\n- [ ] Ink\n- [x] Pens\n- [ ] Clips");
    EXPECT_EQ(shown(), "x Paper, x Ink, o Pens, o Clips");
    EXPECT_EQ(id_of("Paper"), paper);
    // The tablet has the last word only where its tick changes.
    type("- [ ] Paper\n- [x] Ink\n- [ ] Pens\n- [ ] Clips");
    EXPECT_EQ(shown(), "o Paper, x Ink, o Pens, o Clips");
    type("- [ ] Paper\n- [ ] Ink\n- [ ] Pens\n- [ ] Clips");
    EXPECT_EQ(shown(), "o Paper, o Ink, o Pens, o Clips");
}

TEST_F(TypedTasks, keep_their_ids_when_they_move_are_corrected_or_lose_a_neighbour)
{
    type("- [ ] Buy paper\n- [ ] a\n- [ ] Call the bank");
    complete("a");
    auto const bank = id_of("Call the bank");
    auto const a = id_of("a");
    type("- [ ] Call the banks\n- [ ] a");
    EXPECT_EQ(shown(), "o Call the banks, x a");
    EXPECT_EQ(id_of("Call the banks"), bank);
    EXPECT_EQ(id_of("a"), a);
    EXPECT_EQ(value("SELECT text FROM todos WHERE deleted_at IS NOT NULL"), "Buy paper");
}

TEST_F(TypedTasks, stay_while_a_device_sends_no_markdown)
{
    type("- [ ] Paper");
    complete("Paper");
    auto const before = rows();
    type_words("- [ ] Paper");
    type_words("Paper and ink");
    send(library({notebook(1, {{{"page_uuid", uuid_of(1)}, {"has_ink", false}}})}));
    EXPECT_EQ(rows(), before);
    type("- [ ] Paper");
    EXPECT_EQ(rows(), before);
    // Nothing is known of the Markdown, but of its tasks.
    type_words("Ink");
    type("");
    EXPECT_EQ(shown(), "");
}

TEST_F(TypedTasks, that_are_sent_again_are_not_written_again)
{
    type("- [ ] Paper\n- [ ] Ink");
    auto const before = rows();
    auto const change = value("SELECT last FROM change_counters");
    EXPECT_EQ(type("- [ ] Paper\n- [ ] Ink").at("cursor").as_string(), change);
    // Another page of the notebook changes, and so does what is no task.
    send(library({notebook(1, {with_typed(page(1, 1), "# Plan\n- [ ] Paper\n- [ ] Ink"),
                               with_typed(page(2, 2), "- [ ] Paper")})}));
    EXPECT_EQ(value("SELECT count(*) FROM todos WHERE deleted_at IS NULL"), "3");
    EXPECT_EQ(value("SELECT count(*) FROM todos WHERE change > " + change), "1");
    EXPECT_NE(rows(), before);
}

TEST_F(TypedTasks, of_which_there_are_five_thousand_are_the_first_thousand)
{
    std::string many;
    for (int i = 0; i < 5000; ++i)
        many += "- [ ] " + std::to_string(i) + "\n";
    EXPECT_FALSE(type(many).contains("detail"));
    EXPECT_EQ(value("SELECT count(*) || ' ' || max(text::integer) FROM todos"), "1000 999");
    complete("7");
    type(many.substr(std::string("- [ ] 0\n").size()));
    EXPECT_EQ(
        value("SELECT count(*) || ' ' || max(text::integer) || ' ' || max(text) FILTER (WHERE is_completed) "
              "FROM todos WHERE deleted_at IS NULL"),
        "1000 1000 7");
}

TEST_F(TypedTasks, of_many_pages_are_written_at_once)
{
    json::array pages;
    for (std::size_t number = 1; number <= 2000; ++number)
        pages.push_back(with_typed(page(number, number), "- [ ] Water plant " + std::to_string(number)));
    send(library({notebook(1, pages)}));
    EXPECT_EQ(value("SELECT count(*) FROM todos"), "2000");
    EXPECT_EQ(value("SELECT count(DISTINCT change) FROM todos"), "1");
    EXPECT_EQ(value("SELECT count(*) FROM todos AS todo JOIN pages AS page ON page.id = todo.page_id "
                    "WHERE todo.text = 'Water plant ' || page.page_number"),
              "2000");
}

TEST_F(TypedTasks, of_a_page_that_comes_back_are_there_again)
{
    type("- [ ] Paper");
    complete("Paper");
    send(library({notebook(1, {page(2, 2)})}));
    EXPECT_EQ(shown(), "x Paper");
    type("- [ ] Paper");
    EXPECT_EQ(shown(), "x Paper");
}

TEST_F(TypedTasks, of_another_user_are_left_alone)
{
    auto const other = add_user("other@example.org");
    auto const manifest = library({notebook(1, {with_typed(page(1, 1), "- [ ] Paper")})});
    send(manifest);
    send(manifest, other);
    send(library({notebook(1, {with_typed(page(1, 1), "")})}), other);
    EXPECT_EQ(value("SELECT user_id FROM todos WHERE deleted_at IS NULL"), user.text());
}

}  // namespace
}  // namespace rmirror::test
