// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/task.hpp"

#include "targets/todoist/changes.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

namespace rmirror::targets::todoist {
namespace {

namespace json = boost::json;

constexpr auto kKey = "0190a0b0-0000-7000-8000-000000000001";
Link const kTodoLink = [](std::string_view path) { return "https://notes.example.org" + std::string(path); };

Delivery todo(std::string const& text = "Call Anna by Friday")
{
    Delivery item{.type = ItemType::todo, .item_key = kKey, .notebook_uuid = "n", .page_uuid = "p"};
    item.content = {{"text", text}, {"is_completed", false}};
    item.context = {{"visible_name", "My *diary*"}, {"page_number", 3}, {"date_written", "2 March 2026"}};
    return item;
}

Facts facts(Delivery const& item)
{
    return facts_of(item, kTodoLink);
}

/// A task as it was made, and what is known of it.
Task made(Delivery const& item)
{
    return {.id = "6X", .facts = facts(item)};
}
Known known(Delivery const& item)
{
    return {.sent = hashed(facts(item)), .there = hashed(facts(item))};
}

TEST(TodoistTask, says_where_and_when_the_to_do_was_written)
{
    auto const said = facts(todo());
    EXPECT_EQ(said.content, "Call Anna by Friday");
    EXPECT_EQ(said.description,
              "From *My \\*diary\\**, [page 3](https://notes.example.org/notebooks/n/pages/3#todo-" +
                  std::string(kKey) + ")\nWritten on 2026-03-02");
    EXPECT_EQ(said.due, "2026-03-06");
    EXPECT_EQ(said.labels, (std::vector<std::string>{"remarkable", "My_diary"}));
    EXPECT_EQ(todo_in(said.description), kKey);
    EXPECT_EQ(json::value(body_of(said)).at("due_date"), "2026-03-06");
}

TEST(TodoistTask, leaves_out_what_nobody_knows)
{
    auto item = todo();
    item.context = {};
    auto const said = facts(item);
    EXPECT_EQ(said.description.find("From [a notebook](https://notes.example.org/notebooks/n#todo-"), 0U);
    EXPECT_EQ(said.due, "");
    EXPECT_EQ(said.labels, (std::vector<std::string>{"remarkable"}));
    EXPECT_FALSE(body_of(said).contains("due_date"));
}

TEST(TodoistTask, is_one_line_that_can_be_completed)
{
    EXPECT_EQ(facts(todo(" * two\n lines ")).content, "two  lines");
}

TEST(TodoistTask, has_the_rest_of_a_long_text_in_its_description)
{
    std::string text;
    for (int i = 0; i < 501; ++i)
        text += "ä";
    auto const said = facts(todo(text));
    EXPECT_EQ(said.content, text.substr(0, 998) + "…");
    EXPECT_EQ(said.description.find(text + "\n\nFrom "), 0U);
    EXPECT_EQ(facts(todo(text.substr(0, 1000))).content, text.substr(0, 1000));
    EXPECT_LT(facts(todo(std::string(50'000, 'x'))).description.size(), 16'383U);
}

TEST(TodoistTask, has_a_label_that_todoist_takes)
{
    EXPECT_EQ(label_of("Work & life (2026), @home!"), "Work__life_2026_home");
    EXPECT_EQ(label_of("@!()"), "");
    EXPECT_EQ(label_of(std::string(61, 'x')), std::string(59, 'x') + "…");
}

TEST(TodoistTask, is_found_by_the_link_in_its_description)
{
    EXPECT_EQ(todo_in("Mine\nFrom … #todo-" + std::string(kKey) + ") and more"), kKey);
    EXPECT_EQ(todo_in("#todo-nonsense"), std::nullopt);
    EXPECT_EQ(todo_in(""), std::nullopt);
}

TEST(TodoistTask, changes_only_in_what_is_new_here)
{
    auto const after = todo("Call Anne by Sunday");
    auto const update = update_of(facts(after), known(todo()), made(todo()), false);
    EXPECT_EQ(json::value(update.body),
              json::parse(R"({"content": "Call Anne by Sunday", "due_date": "2026-03-08"})"));
    EXPECT_EQ(update.kept, 0);
    auto const without = update_of(facts(todo("Call Anna")), known(todo()), made(todo()), false);
    EXPECT_EQ(without.body.at("due_string"), "no date");
    EXPECT_TRUE(update_of(facts(todo()), known(todo()), made(todo()), false).body.empty());
}

TEST(TodoistTask, keeps_what_the_user_changed_until_they_ask_for_ours)
{
    auto task = made(todo());
    task.facts.content = "Call Anna at noon";
    task.facts.labels = {"remarkable", "phone"};
    auto const after = todo("Call Anne by Friday");
    auto const update = update_of(facts(after), known(todo()), task, false);
    EXPECT_TRUE(update.body.empty());
    EXPECT_EQ(update.kept, 1);
    auto const kept = known_after(facts(after), known(todo()), update, task);
    EXPECT_EQ(kept.kept, 1);
    // A further change is no reason to overwrite it either.
    EXPECT_EQ(update_of(facts(todo("Call Anne by Friday!")), kept, task, false).kept, 1);
    auto const overriding = update_of(facts(after), kept, task, true);
    EXPECT_EQ(json::value(overriding.body), json::parse(R"({"content": "Call Anne by Friday"})"));
    task.facts.content = "Call Anne by Friday";
    EXPECT_EQ(known_after(facts(after), kept, overriding, task).kept, 0);
}

TEST(TodoistTask, follows_the_name_of_its_notebook_and_keeps_other_labels)
{
    auto task = made(todo());
    task.facts.labels.emplace_back("phone");
    auto renamed = todo();
    renamed.context["visible_name"] = "Journal";
    auto const update = update_of(facts(renamed), known(todo()), task, false);
    EXPECT_EQ(update.body.at("labels"), json::parse(R"(["remarkable", "phone", "Journal"])"));
}

TEST(TodoistTask, is_stored_and_read_again)
{
    auto before = known(todo());
    before.is_checked = true;
    before.kept = 2;
    auto const after = known_of(json_of(before));
    EXPECT_EQ(json_of(after), json_of(before));
    EXPECT_TRUE(known_of(json_of(Known{.is_unsent = true})).is_unsent);
    EXPECT_EQ(known_of({}).sent.content, "");
}

TEST(TodoistTask, is_read_from_an_answer)
{
    auto const task = task_of(json::parse(R"({"id": "6X", "content": "Milk", "labels": ["a"], "checked": true,
        "due": {"date": "2026-03-06", "is_recurring": true}})")
                                  .as_object());
    ASSERT_TRUE(task);
    EXPECT_TRUE(task->is_checked && task->is_recurring && !task->is_deleted);
    EXPECT_EQ(task->facts.due, "2026-03-06");
    EXPECT_FALSE(task_of({{"content", "Milk"}}));
}

TEST(TodoistChanges, complete_and_reopen_a_to_do)
{
    json::object metadata{{"checked", false}};
    EXPECT_EQ(apply_remote_completion(metadata, {{"checked", false}, {"recurring", false}}), std::nullopt);
    EXPECT_EQ(apply_remote_completion(metadata, {{"checked", true}, {"recurring", false}}), true);
    EXPECT_EQ(apply_remote_completion(metadata, {{"checked", true}, {"recurring", false}}), std::nullopt);
    EXPECT_EQ(apply_remote_completion(metadata, {{"checked", false}, {"recurring", false}}), false);
}

TEST(TodoistChanges, of_a_recurring_task_count_only_when_it_ends)
{
    json::object metadata{{"checked", true}};
    EXPECT_EQ(apply_remote_completion(metadata, {{"checked", false}, {"recurring", true}}), std::nullopt);
    metadata["checked"] = false;
    EXPECT_EQ(apply_remote_completion(metadata, {{"checked", true}, {"recurring", true}}), true);
}

}  // namespace
}  // namespace rmirror::targets::todoist
