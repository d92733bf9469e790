// SPDX-License-Identifier: AGPL-3.0-or-later
// Several todos are marked as done at once, and each as if it were the only one.
#include "routes/api_fixture.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

struct TodosTest : ApiTest {
    Person const ada = sign_up("ada@example.org");
    Person const bob = sign_up("bob@example.org");

    TodosTest()
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                "WITH notebook AS (INSERT INTO notebooks (user_id, notebook_uuid, document_type, "
                "visible_name) "
                "VALUES ($1, uuid_v7(), 'notebook', 'Notes') RETURNING id), "
                "page AS (INSERT INTO pages (user_id, notebook_id, page_uuid, page_number) "
                "SELECT $1, id, uuid_v7(), 1 FROM notebook RETURNING id) "
                "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
                "SELECT $1, id, number, 'todo ' || number, 't1:0' FROM page, generate_series(0, 599) AS "
                "number",
                ada.id);
        });
    }

    json::array ids(int from, int to)
    {
        auto const list =
            value("SELECT json_agg(id ORDER BY ordinal) FROM todos WHERE ordinal >= " + std::to_string(from) +
                  " AND ordinal < " + std::to_string(to));
        return json::parse(list).as_array();
    }

    Answered mark(json::array const& ids, bool is_completed, Person const& who)
    {
        return ask({.method = "PATCH",
                    .path = "/api/v1/todos",
                    .json = json::object{{"ids", ids}, {"is_completed", is_completed}},
                    .token = who.token});
    }

    std::string done() { return value("SELECT count(*) FROM todos WHERE is_completed"); }
};

TEST_F(TodosTest, marks_five_hundred_at_once_and_answers_which_were_not_so)
{
    ASSERT_EQ(mark(ids(0, 2), true, ada).status, 200);
    auto const answer = mark(ids(0, 500), true, ada);
    EXPECT_EQ(answer.json.at("changed").as_array().size(), 498U);
    EXPECT_EQ(done(), "500");
    EXPECT_EQ(value("SELECT count(*) FROM todos WHERE text_hash = 't1:0'"), "100");
    auto const change = value("SELECT max(change) FROM todos");
    EXPECT_TRUE(mark(ids(0, 500), true, ada).json.at("changed").as_array().empty());
    EXPECT_EQ(value("SELECT max(change) FROM todos"), change) << "What did not change is not reported.";
    EXPECT_EQ(mark(answer.json.at("changed").as_array(), false, ada).json.at("changed").as_array().size(),
              498U);
    EXPECT_EQ(done(), "2");
}

TEST_F(TodosTest, tells_when_the_page_was_written)
{
    auto const first = [&] {
        auto const answer = ask({.path = "/api/v1/todos?limit=2", .token = ada.token});
        auto const& items = answer.json.at("items").as_array();
        EXPECT_EQ(items.size(), 2U);
        return items.at(0).as_object();
    };
    EXPECT_TRUE(first().at("date_written").is_null());
    value("UPDATE notebooks SET last_modified = '2026-03-07 10:00Z' RETURNING 1");
    EXPECT_EQ(first().at("written_at"), "2026-03-07T10:00:00+00:00");
    value("UPDATE notebooks SET last_modified = now() + interval '1 day' RETURNING 1");
    EXPECT_NE(first().at("written_at"), "2026-03-07T10:00:00+00:00");
    value("UPDATE pages SET ocr_text = E'# Plans\\n\\n**Date: Do, 5. März 26**\\n\\nmilk' RETURNING 1");
    EXPECT_EQ(first().at("date_written"), "2026-03-05");
    value("UPDATE pages SET ocr_text = '**Date: 3/5/2026**' RETURNING 1");
    EXPECT_TRUE(first().at("date_written").is_null()) << "it could be either of two days";
}

TEST_F(TodosTest, leaves_alone_what_is_anothers_or_gone)
{
    EXPECT_TRUE(mark(ids(0, 5), true, bob).json.at("changed").as_array().empty());
    value("UPDATE todos SET deleted_at = now() WHERE ordinal = 0 RETURNING 1");
    EXPECT_EQ(mark(ids(0, 2), true, ada).json.at("changed").as_array().size(), 1U);
    EXPECT_EQ(done(), "1");
}

TEST_F(TodosTest, refuses_too_many_and_what_is_no_id)
{
    EXPECT_EQ(mark(ids(0, 501), true, ada).status, 400);
    EXPECT_EQ(mark({"nonsense"}, true, ada).status, 400);
    EXPECT_EQ(ask({.method = "PATCH",
                   .path = "/api/v1/todos",
                   .json = json::object{{"is_completed", true}},
                   .token = ada.token})
                  .status,
              400);
    EXPECT_EQ(done(), "0");
}

}  // namespace
}  // namespace rmirror::test
