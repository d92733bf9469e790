// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates in the engine that the server runs them in: the same vectors as in Node, and what would take
// long.
#include "targets/templates/templates.hpp"
#include "checkout.hpp"
#include "javascript/engine.hpp"
#include "javascript/vault_writer.hpp"
#include "targets/registry.hpp"

#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace rmirror::targets {
namespace {

namespace json = boost::json;

json::array vectors()
{
    std::ifstream const file(checkout() + "/shared/src/templates/vectors.json");
    std::stringstream text;
    text << file.rdbuf();
    return json::parse(text.str()).as_array();
}

/// As the server gives it: with all members.
json::object whole(json::object item)
{
    for (auto const* const name : {"text", "note", "notebook", "path", "page"})
        item.emplace(name, "");
    item.emplace("is_completed", false);
    item.emplace("tags", json::array());
    return item;
}

/// Whether everything in `expected` is in `found`.
void expect_contains(json::value const& found, json::value const& expected, std::string const& where)
{
    if (auto const* const object = expected.if_object()) {
        ASSERT_TRUE(found.is_object()) << where;
        for (auto const& [name, value] : *object) {
            ASSERT_TRUE(found.as_object().contains(name)) << where << "." << name;
            expect_contains(found.at(name), value, where + "." + std::string(name));
        }
    } else if (auto const* const array = expected.if_array()) {
        ASSERT_TRUE(found.is_array()) << where;
        ASSERT_EQ(found.as_array().size(), array->size()) << where;
        for (std::size_t i = 0; i < array->size(); ++i)
            expect_contains(found.as_array()[i], (*array)[i], where);
    } else {
        EXPECT_EQ(found, expected) << where;
    }
}

void expect_the_same_as_in_node()
{
    javascript::Engine engine(javascript::vault_writer(), "vault");
    auto const all = vectors();
    ASSERT_FALSE(all.empty());
    for (auto const& vector : all) {
        auto task = vector.at("task").as_object();
        for (auto& item : task["items"].as_array())
            item = whole(item.as_object());
        auto const result = engine.call("items", json::serialize(task));
        ASSERT_FALSE(result.failure) << vector.at("name") << result.why;
        expect_contains(json::parse(result.text), vector.at("answer"),
                        std::string(vector.at("name").as_string()));
    }
}

TEST(Templates, make_the_same_as_in_node)
{
    // Other tests use the engine of this thread.
    std::thread(expect_the_same_as_in_node).join();
}

Target const& todoist()
{
    return *find_target("todoist");
}

Delivery todo_of(std::string const& text, json::object const& templates)
{
    Delivery delivery{.type = ItemType::todo};
    delivery.content = {{"text", text}, {"is_completed", false}};
    delivery.context = {{"visible_name", "Diary"}, {"page_number", 3}, {"tags", {"ink"}}};
    delivery.templates = templates;
    return delivery;
}

TEST(Templates, are_checked_for_their_target)
{
    EXPECT_FALSE(fault_of_templates(todoist(), {{"todo", "{{text}}"}}));
    EXPECT_EQ(fault_of_templates(todoist(), {{"page", "{{text}}"}}).value().fault.at("reason"),
              "unknown_member");
    auto const unclosed = fault_of_templates(todoist(), {{"todo", "{{#tags}}"}}).value();
    EXPECT_EQ(unclosed.fault.at("line"), 1);
    EXPECT_EQ(unclosed.sentence, "The template for to-dos, line 1, has {{#tags}} without {{/tags}}.");
}

TEST(Templates, change_items_and_keep_what_was_written)
{
    auto delivery = todo_of("Buy ink by Friday", {{"todo", "{{notebook}}, {{page}}: {{text}} {{hashtags}}"}});
    Delivery* const items[] = {&delivery};
    EXPECT_FALSE(apply_templates(items).front());
    EXPECT_EQ(delivery.content.at("text"), "Diary, 3: Buy ink by Friday #ink");
    EXPECT_EQ(delivery.context.at("written_text"), "Buy ink by Friday");
}

TEST(Templates, refuse_one_item_of_which_nothing_is_left)
{
    json::object const templates{{"steps", {{{"do", "drop_lines"}, {"pattern", "secret"}}}}};
    auto secret = todo_of("a secret", templates);
    auto open = todo_of("no", templates);
    Delivery* const items[] = {&secret, &open};
    auto const results = apply_templates(items);
    ASSERT_TRUE(results[0]);
    EXPECT_EQ(results[0]->outcome.kind, queue::Outcome::Kind::rejected);
    EXPECT_EQ(results[0]->outcome.message, "Your templates and steps leave nothing of this text.");
    EXPECT_FALSE(results[1]);
}

/// The limits of the module count; whatever they let through, the engine ends.
TEST(Templates, end_when_they_take_too_long)
{
    std::string const pattern = "(?s)([a-z]{1,9}){1,9}Z|a";
    auto delivery = todo_of(std::string(200'000, 'a'),
                            {{"steps", {{{"do", "replace"}, {"pattern", pattern}, {"with", "b"}}}}});
    Delivery* const items[] = {&delivery};
    auto const results = apply_templates(items);
    ASSERT_TRUE(results[0]);
    EXPECT_EQ(results[0]->outcome.kind, queue::Outcome::Kind::rejected);
}

}  // namespace
}  // namespace rmirror::targets
