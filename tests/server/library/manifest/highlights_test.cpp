// SPDX-License-Identifier: AGPL-3.0-or-later
// A highlight keeps its id as long as a reader of the page would call it the same.
#include "library/library.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace rmirror::test {
namespace {

namespace json = boost::json;

/// On a line of its own, as high as lines are.
json::object marked(std::string const& text, double line, double width = 200)
{
    return {{"original_text", text},
            {"color", "yellow"},
            {"rects", {{{"x", 100}, {"y", 50 * line}, {"width", width}, {"height", 40}}}}};
}

json::object unplaced(std::string const& text)
{
    return {{"original_text", text}};
}

/// With the printed text that a device found.
json::object repaired(std::string const& text, double line, std::string const& printed, double confidence)
{
    auto mark = marked(text, line);
    mark["repaired_text"] = printed;
    mark["confidence"] = confidence;
    return mark;
}

class Highlights : public LibraryTest {
protected:
    void send_marks(json::array marks, std::size_t page_number = 1)
    {
        auto sent = page(page_number, 1);
        sent["highlights"] = std::move(marks);
        send(library({notebook(page_number, {sent})}));
    }

    /// The id of the one with this text, also when it is gone.
    std::string id_of(std::string const& text)
    {
        return value("SELECT id FROM highlights WHERE original_text = '" + text + "'");
    }

    std::string shown()
    {
        return value(
            "SELECT coalesce(string_agg(original_text, ', ' ORDER BY ordinal), '') FROM highlights "
            "WHERE deleted_at IS NULL");
    }

    /// The printed text of the highlight with this id, and how sure it is.
    std::string repair_of(std::string const& id)
    {
        return value(
            "SELECT coalesce(concat_ws(' ', repaired_text, confidence), '') FROM highlights WHERE id = '" +
            id + "'");
    }

    std::string rows() { return value("SELECT count(*) FROM highlights"); }
};

TEST_F(Highlights, keep_their_ids_when_their_text_changes_where_they_lie)
{
    send_marks({marked("one", 1), marked("two", 2), marked("three", 3)});
    auto const two = id_of("two");
    auto const three = id_of("three");
    // A new one comes before them, one grows, one is read otherwise.
    send_marks({marked("zero", 0), marked("one", 1), marked("two and more", 2, 400), marked("tree", 3)});
    EXPECT_EQ(id_of("two and more"), two);
    EXPECT_EQ(id_of("tree"), three);
    EXPECT_EQ(rows(), "4");
    EXPECT_EQ(shown(), "zero, one, two and more, tree");
}

TEST_F(Highlights, that_lie_nowhere_are_recognised_by_their_order)
{
    send_marks({unplaced("one"), unplaced("two"), marked("three", 3)});
    auto const two = id_of("two");
    auto const three = id_of("three");
    send_marks({unplaced("one"), unplaced("TWO"), unplaced("THREE")});
    EXPECT_EQ(id_of("TWO"), two);
    EXPECT_EQ(id_of("THREE"), three);
}

TEST_F(Highlights, go_to_those_they_share_most_with)
{
    json::object upper = marked("upper", 1);
    json::object lower = marked("lower", 1.5);
    send_marks({upper, lower});
    auto const ids = std::pair(id_of("upper"), id_of("lower"));
    send_marks({marked("LOWER", 1.6), marked("UPPER", 0.9)});
    EXPECT_EQ(std::pair(id_of("UPPER"), id_of("LOWER")), ids);
}

TEST_F(Highlights, elsewhere_are_others)
{
    send_marks({marked("one", 1), marked("two", 2)});
    auto const two = id_of("two");
    send_marks({marked("one", 1), marked("three", 5)});
    EXPECT_NE(id_of("three"), two);
    EXPECT_EQ(rows(), "3");
    EXPECT_EQ(shown(), "one, three");
}

TEST_F(Highlights, come_back_with_their_page)
{
    auto first = page(1, 1);
    auto second = page(2, 2);
    second["highlights"] = {marked("same", 1), marked("same", 2), marked("other", 3)};
    send(library({notebook(1, {first, second})}));
    auto const ids =
        value("SELECT string_agg(id::text, ' ' ORDER BY ordinal) FROM highlights WHERE deleted_at IS NULL");
    send(library({notebook(1, {first})}));
    EXPECT_EQ(shown(), "");
    send(library({notebook(1, {first, second})}));
    EXPECT_EQ(
        value("SELECT string_agg(id::text, ' ' ORDER BY ordinal) FROM highlights WHERE deleted_at IS NULL"),
        ids);
    EXPECT_EQ(rows(), "3");
}

TEST_F(Highlights, come_back_when_they_are_marked_again)
{
    send_marks({marked("one", 1), marked("two", 2)});
    auto const two = id_of("two");
    send_marks({marked("one", 1)});
    send_marks({marked("one", 1), marked("two", 2)});
    EXPECT_EQ(id_of("two"), two);
    EXPECT_EQ(rows(), "2");
    // Of two that went at different times the later one comes back; a page of another notebook has none.
    send_marks({marked("two", 2)}, 2);
    EXPECT_EQ(rows(), "3");
}

TEST_F(Highlights, that_change_and_go_at_once_are_not_mixed_up)
{
    send_marks({marked("one", 1), marked("two", 2), marked("three", 3)});
    auto const one = id_of("one");
    auto const three = id_of("three");
    send_marks({marked("ONE", 1), marked("three", 3)});
    EXPECT_EQ(id_of("ONE"), one);
    EXPECT_EQ(id_of("three"), three);
    EXPECT_EQ(shown(), "ONE, three");
    // What was corrected was another text.
    value(
        "UPDATE highlights SET corrected_text = 'One.', note = 'mine' WHERE original_text = 'ONE' RETURNING "
        "1");
    send_marks({marked("ONE MORE", 1), marked("three", 3)});
    EXPECT_EQ(value("SELECT concat_ws('|', corrected_text, note) FROM highlights WHERE id = '" + one + "'"),
              "mine");
}

TEST_F(Highlights, keep_a_repaired_text_when_a_device_without_the_document_sends_them)
{
    send_marks({repaired("e cient", 1, "efficient", 0.9)});
    auto const id = id_of("e cient");
    auto const change = value("SELECT change FROM highlights");
    EXPECT_EQ(repair_of(id), "efficient 0.9");
    send_marks({marked("e cient", 1)});
    send_marks({repaired("e cient", 1, "effluent", 0.7)});
    send_marks({repaired("e cient", 1, "Efficient", 0.9)});
    EXPECT_EQ(repair_of(id), "efficient 0.9");
    EXPECT_EQ(value("SELECT change FROM highlights"), change);
}

TEST_F(Highlights, take_a_repaired_text_that_is_surer)
{
    send_marks({marked("e cient", 1)});
    auto const id = id_of("e cient");
    EXPECT_EQ(repair_of(id), "");
    send_marks({repaired("e cient", 1, "effluent", 0.7)});
    EXPECT_EQ(repair_of(id), "effluent 0.7");
    send_marks({repaired("e cient", 1, "efficient", 0.9)});
    EXPECT_EQ(repair_of(id), "efficient 0.9");
    EXPECT_EQ(id_of("e cient"), id);
    EXPECT_EQ(rows(), "1");
}

TEST_F(Highlights, lose_a_repaired_text_with_the_text_that_it_was_for)
{
    send_marks({repaired("e cient", 1, "efficient", 0.9)});
    auto const id = id_of("e cient");
    send_marks({marked("e cient of ce", 1)});
    EXPECT_EQ(id_of("e cient of ce"), id);
    EXPECT_EQ(repair_of(id), "");
    send_marks({repaired("e cient", 1, "efficient", 0.8)});
    EXPECT_EQ(repair_of(id), "efficient 0.8");
}

TEST_F(Highlights, without_a_text_are_told_from_each_other_by_their_place)
{
    send_marks({repaired("", 1, "first", 0.9), repaired("", 2, "second", 0.9)});
    auto const second = value("SELECT id FROM highlights WHERE repaired_text = 'second'");
    // By a device that can't repair.
    send_marks({marked("", 2)});
    EXPECT_EQ(value("SELECT id FROM highlights WHERE deleted_at IS NULL"), second);
    EXPECT_EQ(repair_of(second), "second 0.9");
    // Marked anew over more words.
    auto wider = repaired("", 2, "second word", 0.9);
    wider["rects"] = {{{"x", 100}, {"y", 100}, {"width", 300}, {"height", 40}}};
    send_marks({wider});
    EXPECT_EQ(repair_of(second), "second word 0.9");
}

TEST_F(Highlights, of_pages_full_of_them_are_recognised_in_proportion)
{
    auto const seconds_for = [this](std::size_t notebook_number, std::string const& text, int marks_of_each) {
        json::array pages;
        for (std::size_t number = 1; number <= 5; ++number) {
            pages.push_back(page(10 * notebook_number + number, number));
            json::array marks;
            for (int mark = 0; mark < marks_of_each; ++mark)
                marks.push_back(marked(text + std::to_string(mark), 1));
            pages.back().as_object()["highlights"] = std::move(marks);
        }
        auto const began = std::chrono::steady_clock::now();
        send(library({notebook(notebook_number, std::move(pages))}));
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    };
    seconds_for(1, "a", 100);
    seconds_for(2, "a", 1000);
    // Ten times as many take ten times as long, or a hundred times where each is compared with each. One
    // round beside nothing else is enough.
    auto factor = std::numeric_limits<double>::max();
    for (auto const* const text : {"b", "c", "d"}) {
        auto const few = seconds_for(1, text, 100);
        factor = std::min(factor, seconds_for(2, text, 1000) / few);
    }
    EXPECT_LT(factor, 40);
    EXPECT_EQ(value("SELECT count(*) FROM highlights WHERE deleted_at IS NULL"), "5500");
}

}  // namespace
}  // namespace rmirror::test
