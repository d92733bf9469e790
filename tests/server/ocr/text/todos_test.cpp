// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/text/todos.hpp"

#include <gtest/gtest.h>

namespace rmirror::ocr {
namespace {

std::string found_in(std::string_view markdown)
{
    std::string all;
    for (auto const& todo : todos_in(markdown))
        all += (todo.is_ticked ? "x " : "o ") + todo.text + "|";
    return all;
}

TEST(Todos, are_found_in_every_notation)
{
    EXPECT_EQ(found_in("# Friday\n- [ ] Buy ink\n- [x] Call Ann\n- [X] Write\nplain text\n"),
              "o Buy ink|x Call Ann|x Write|");
    EXPECT_EQ(found_in("☐ one\n□ two\n- ☐ three\n-☐ four\n☑ five\n✓ six\n- [✓] seven\n[] eight"),
              "o one|o two|o three|o four|x five|x six|x seven|o eight|");
    EXPECT_EQ(found_in("* [ ] star\n+ [ ] plus\n1. [ ] first\n12) [x] twelfth\n    - [ ] nested\r\n"),
              "o star|o plus|o first|x twelfth|o nested|");
    EXPECT_EQ(found_in("ToDo: buy ink\n- todo: call\nTodo:write"), "o buy ink|o call|o write|");
}

TEST(Todos, are_not_found_where_there_are_none)
{
    EXPECT_EQ(found_in("- Buy ink\n- ↳ [ ] hanging\n↳ [ ] hanging\n- \\[ ] written so\na [ ] in the middle\n"
                       "[x]\n- [ ] ab\n-[link](x)\ntodo list\n2025 [ ] year\n**[ ] bold**"),
              "");
}

TEST(Todos, are_not_found_in_code)
{
    EXPECT_EQ(found_in("```\n- [ ] code\n```\n- [ ] no code\n~~~~ py\n[ ] code\n~~~\n[ ] code"),
              "o no code|");
    EXPECT_EQ(found_in("``` a `span` ```\n- [ ] no code"), "o no code|");
}

TEST(Todos, are_bounded)
{
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += "- [ ] one more\n";
    EXPECT_EQ(todos_in(many).size(), 200U);
    std::string umlauts;
    for (int i = 0; i < 3000; ++i)
        umlauts += "ä";
    EXPECT_EQ(todos_in("- [ ] " + umlauts).at(0).text.size(), 2000U);
}

TEST(Todos, of_a_few_letters_count_where_the_rules_say_so)
{
    EXPECT_EQ(todos_in("- [ ] ab\n- [ ] ?\n- [ ]\n- [ ]  \n", {.min_letters = 1}).size(), 2U);
    EXPECT_EQ(todos_in("- [ ] one\n- [ ] two\n- [ ] three", {.max_todos = 2}).size(), 2U);
    EXPECT_EQ(todos_in("- [ ] three", {.max_letters = 4}).at(0).text, "thre");
}

using Indexes = std::vector<std::optional<std::size_t>>;

Indexes match_todos(std::vector<std::string> const& known, std::vector<Todo> const& found)
{
    std::size_t comparisons = 40'000;
    return ocr::match_todos(known, found, comparisons);
}

TEST(Todos, are_recognised_in_another_order_and_among_new_ones)
{
    EXPECT_EQ(match_todos({"Buy ink", "Call Ann"}, {{"Call Ann"}, {"Something new"}, {"Buy 1nk"}}),
              (Indexes{1, std::nullopt, 0}));
    EXPECT_EQ(match_todos({}, {{"Buy ink"}}), (Indexes{std::nullopt}));
    EXPECT_EQ(match_todos({"Buy ink"}, {}), Indexes{});
}

TEST(Todos, are_alike_when_hands_are_misread)
{
    // At another place, where being alike must be enough.
    auto const is_same = [](std::string const& known, std::string const& found) {
        return match_todos({known}, {{"Something new"}, {found}})[1].has_value();
    };
    EXPECT_TRUE(is_same("Buy ink", "buy ink!"));
    EXPECT_TRUE(is_same("Call Bill at 10", "Call BiII at lO"));
    EXPECT_TRUE(is_same("Morning run", "Moming run"));
    EXPECT_TRUE(is_same("Send the invoice to Meyer", "Send the invoise to Meyer"));
    EXPECT_FALSE(is_same("Call Bob", "Call Rob"));
    EXPECT_FALSE(is_same("Buy milk", "Buy bread"));
}

TEST(Todos, of_the_same_text_stay_apart)
{
    EXPECT_EQ(match_todos({"Practise", "Rest", "Practise"}, {{"Practise"}, {"Rest"}, {"Practise"}}),
              (Indexes{0, 1, 2}));
    EXPECT_EQ(match_todos({"Practise", "Practise"}, {{"New"}, {"Practise"}, {"Practise"}}),
              (Indexes{std::nullopt, 0, 1}));
    EXPECT_EQ(match_todos({"Practise"}, {{"Practise"}, {"Practise"}}), (Indexes{0, std::nullopt}));
}

TEST(Todos, are_the_same_at_their_place_when_they_were_corrected)
{
    EXPECT_EQ(match_todos({"Buy ink", "Read chapter 2"}, {{"Buy ink"}, {"Read chapter 3"}}), (Indexes{0, 1}));
    EXPECT_EQ(match_todos({"Buy milk"}, {{"Call the bank"}}), (Indexes{std::nullopt}));
}

TEST(Todos, are_what_they_equal_before_what_they_look_like)
{
    EXPECT_EQ(match_todos({"Gate 1", "Gate l"}, {{"Gate l"}, {"Gate 1"}}), (Indexes{1, 0}));
    EXPECT_EQ(match_todos({"Call Ann!", "Call Ann"}, {{"Call Ann"}}), (Indexes{1}));
    // Without letters only the same is the same.
    EXPECT_EQ(match_todos({"?", "!"}, {{"!"}, {"?!"}}), (Indexes{1, std::nullopt}));
}

TEST(Todos, are_compared_only_so_often)
{
    std::vector<std::string> known;
    std::vector<Todo> found;
    for (int i = 0; i < 1000; ++i) {
        auto const number = std::to_string(1000 + i);
        known.push_back("Water plant " + number + " in the morning");
        found.push_back({i == 500 ? "Something new" : "Water plant " + number + " in the mornings"});
    }
    std::size_t comparisons = 40'000;
    auto const same = ocr::match_todos(known, found, comparisons);
    EXPECT_EQ(comparisons, 0U);
    EXPECT_EQ(same[0], 0U);
    EXPECT_EQ(same[499], 499U);
    EXPECT_EQ(same[500], std::nullopt);
    EXPECT_EQ(same[999], 999U);
    // What is equal costs nothing, and is found when nothing may be compared any more.
    found[0] = {known[999]};
    EXPECT_EQ(ocr::match_todos(known, found, comparisons)[0], 999U);
    EXPECT_EQ(ocr::match_todos(known, found, comparisons)[1], std::nullopt);
    comparisons = 500;
    EXPECT_EQ(match_todos({"Buy ink", "Call Ann"}, {{"Call Ann"}, {"Buy ink!"}}), (Indexes{1, 0}));
    ocr::match_todos({"Buy ink"}, {{"Buy inks"}, {"Write"}}, comparisons);
    EXPECT_EQ(comparisons, 498U);
}

}  // namespace
}  // namespace rmirror::ocr
