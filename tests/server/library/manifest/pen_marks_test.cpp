// SPDX-License-Identifier: AGPL-3.0-or-later
// Pen marks are highlights of their own kind: they can be rejected and switched off, and both survive a new
// reading of the page.
#include "library/highlights.hpp"
#include "library/library.hpp"
#include "library/manifest/selection.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

json::object drawn(std::string const& text, double line, double width = 200,
                   std::string_view kind = "underline")
{
    return {{"kind", kind},
            {"original_text", text},
            {"sentence", "All of " + text + "."},
            {"heading", "Methods"},
            {"color", "#000000ff"},
            {"rects", {{{"x", 100}, {"y", 50 * line}, {"width", width}, {"height", 40}}}}};
}

class PenMarks : public LibraryTest {
protected:
    void send_marks(json::array marks, std::size_t number = 1, json::array highlights = {})
    {
        auto sent = page(number, 1);
        sent["pen_marks"] = std::move(marks);
        sent["highlights"] = std::move(highlights);
        send(library({notebook(number, {sent})}));
    }

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

    std::optional<std::string> reject(std::string const& id, bool is_rejected)
    {
        return library::write(pool, user, [&](library::LibraryWork& work) {
            return library::change_highlight(work, id, {.is_rejected = is_rejected});
        });
    }

    void choose(library::PenMarksChange const& change)
    {
        library::write(pool, user, [&](library::LibraryWork& work) {
            library::change_selection(work, {.pen_marks = change});
        });
        while (library::write(
            pool, user, [&](library::LibraryWork& work) { return library::apply_batch(work, rules); })) {}
    }

    std::string rows() { return value("SELECT count(*) FROM highlights"); }
};

TEST_F(PenMarks, are_stored_with_their_kind_sentence_and_heading)
{
    send_marks({drawn("two words", 1, 200, "margin_bar")});
    EXPECT_EQ(value("SELECT concat_ws('|', mark, original_text, sentence, heading, ordinal) FROM highlights"),
              "margin_bar|two words|All of two words.|Methods|1000");
}

TEST_F(PenMarks, keep_their_ids_when_the_stroke_is_corrected)
{
    send_marks({drawn("two", 1), drawn("three", 2)});
    auto const two = id_of("two");
    send_marks({drawn("two words", 1, 300), drawn("three", 2)});
    EXPECT_EQ(id_of("two words"), two);
    EXPECT_EQ(shown(), "two words, three");
    EXPECT_EQ(rows(), "2");
}

TEST_F(PenMarks, are_no_highlights_of_text_with_the_same_words)
{
    json::object highlight{{"original_text", "same"}, {"rects", drawn("same", 1).at("rects")}};
    send_marks({drawn("same", 1)}, 1, {highlight});
    EXPECT_EQ(rows(), "2");
    auto const mark = value("SELECT id FROM highlights WHERE mark IS NOT NULL");
    send_marks({drawn("same", 1)});
    EXPECT_EQ(shown(), "same");
    EXPECT_EQ(value("SELECT id FROM highlights WHERE deleted_at IS NULL"), mark);
}

TEST_F(PenMarks, that_were_rejected_stay_so_when_the_page_is_read_again)
{
    send_marks({drawn("one", 1), drawn("two", 2)});
    auto const one = id_of("one");
    auto const answer = json::parse(reject(one, true).value_or("{}"));
    EXPECT_TRUE(answer.at("is_rejected").as_bool());
    EXPECT_EQ(shown(), "two");
    send_marks({drawn("one", 1), drawn("two", 2)});
    EXPECT_EQ(shown(), "two");
    // The stroke grew, and its words with it.
    send_marks({drawn("one and more", 1, 400), drawn("two", 2)});
    EXPECT_EQ(shown(), "two");
    EXPECT_EQ(id_of("one and more"), one);
    // The page goes and comes back.
    send(library({notebook(1, {page(2, 2)})}));
    send_marks({drawn("one and more", 1, 400), drawn("two", 2)});
    EXPECT_EQ(shown(), "two");
    reject(one, false);
    EXPECT_EQ(shown(), "one and more, two");
    EXPECT_EQ(rows(), "2");
}

TEST_F(PenMarks, alone_can_be_rejected)
{
    send_marks({}, 1, {{{"original_text", "typed"}}});
    EXPECT_FALSE(reject(id_of("typed"), true));
    EXPECT_EQ(shown(), "typed");
}

TEST_F(PenMarks, stay_when_a_device_cannot_read_the_print)
{
    send_marks({drawn("one", 1)}, 1, {{{"original_text", "typed"}}});
    auto sent = page(1, 1);
    sent["lacks_print"] = true;
    send(library({notebook(1, {sent})}));
    EXPECT_EQ(shown(), "one");
    send(library({notebook(1, {page(1, 1)})}));
    EXPECT_EQ(shown(), "");
}

TEST_F(PenMarks, can_be_switched_off_and_on)
{
    send_marks({drawn("one", 1), drawn("two", 2)}, 1, {{{"original_text", "typed"}}});
    reject(id_of("two"), true);
    choose({.all = false});
    EXPECT_EQ(shown(), "typed");
    // What comes meanwhile isn't shown either.
    send_marks({drawn("one", 1), drawn("two", 2), drawn("three", 3)}, 1, {{{"original_text", "typed"}}});
    EXPECT_EQ(shown(), "typed");
    choose({.all = true});
    EXPECT_EQ(shown(), "typed, one, three");
    EXPECT_EQ(value("SELECT count(*) FROM sync_selections"), "0") << "that is what all have";
}

TEST_F(PenMarks, of_a_notebook_can_be_chosen_otherwise)
{
    send_marks({drawn("one", 1)}, 1);
    send_marks({drawn("two", 1)}, 2);
    choose({.notebooks = {{uuid_of(1), false}}});
    EXPECT_EQ(shown(), "two");
    choose({.all = false});
    EXPECT_EQ(shown(), "");
    choose({.notebooks = {{uuid_of(1), true}}});
    EXPECT_EQ(shown(), "one");
    choose({.all = true, .notebooks = {{uuid_of(1), std::nullopt}}});
    EXPECT_EQ(value("SELECT count(*) FROM highlights WHERE deleted_at IS NULL"), "2");
}

TEST_F(PenMarks, that_are_hidden_do_not_come_back_with_their_notebook)
{
    send_marks({drawn("one", 1), drawn("two", 2)});
    reject(id_of("one"), true);
    auto gone = library({});
    gone["deleted_notebooks"] = {uuid_of(1)};
    send(gone);
    send_marks({drawn("one", 1), drawn("two", 2)});
    EXPECT_EQ(shown(), "two");
}

}  // namespace
}  // namespace rmirror::test
