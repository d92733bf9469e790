// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/connections.hpp"

#include "routes/api_fixture.hpp"

#include <pqxx/result>

namespace rmirror::test {
namespace {

namespace json = boost::json;

constexpr auto kPath = "/api/v1/connections";
constexpr auto kToken = "the-token-of-a-person";

struct ConnectionRoutes : ApiTest {
    Person const ada = sign_up("ada@example.org");

    Answered add(std::string const& provider, std::string const& token = kToken)
    {
        return post(kPath, {{"provider", provider}, {"token", token}}, ada.token);
    }

    Answered remove(std::string const& id, std::string const& token)
    {
        Question question;
        question.method = "DELETE";
        question.path = kPath + ("/" + id);
        question.token = token;
        return ask(question);
    }

    json::array items() { return get(kPath, ada.token).json.at("items").as_array(); }
};

TEST_F(ConnectionRoutes, store_a_token_and_never_show_it)
{
    auto const added = add("readwise");
    EXPECT_EQ(added.status, 201);
    EXPECT_EQ(added.text("provider"), "readwise");
    EXPECT_EQ(added.text("status"), "active");
    EXPECT_EQ(added.header("cache-control"), "no-store");
    auto const listed = get(kPath, ada.token);
    EXPECT_EQ(listed.json.at("items").at(0), added.json);
    for (auto const& text : {added.received.body, listed.received.body, server.log()})
        EXPECT_EQ(text.find(kToken), std::string::npos);
    EXPECT_EQ(value("SELECT string_agg(action, ',') FROM audit WHERE action LIKE 'connection%'"),
              "connection_added");
}

TEST_F(ConnectionRoutes, replace_the_token_of_the_same_target)
{
    auto const first = add("readwise").text("id");
    EXPECT_EQ(add("readwise", "another").text("id"), first);
    EXPECT_EQ(items().size(), 1U);
}

TEST_F(ConnectionRoutes, take_targets_that_ask_for_a_single_token)
{
    for (auto const* const provider : {"obsidian", "webhook", "ocr", "nobody"}) {
        auto const refused = add(provider);
        EXPECT_EQ(refused.status, 400) << provider;
        EXPECT_EQ(refused.text("field"), "provider");
    }
    for (auto const& token : {std::string(), std::string(5001, 't'), std::string("no token of Readwise's")})
        EXPECT_EQ(add("readwise", token).text("field"), "token");
    EXPECT_TRUE(items().empty());
}

TEST_F(ConnectionRoutes, are_nobody_elses)
{
    auto const bob = sign_up("bob@example.org");
    auto const id = add("readwise").text("id");
    EXPECT_EQ(remove(id, bob.token).status, 404);
    EXPECT_TRUE(get(kPath, bob.token).json.at("items").as_array().empty());
    EXPECT_EQ(remove("no-uuid", ada.token).status, 404);
    EXPECT_EQ(remove(id, ada.token).status, 204);
    EXPECT_EQ(remove(id, ada.token).status, 404);
    EXPECT_TRUE(items().empty());
}

TEST_F(ConnectionRoutes, take_integrations_along)
{
    auto const id = add("readwise").text("id");
    Question setup;
    setup.method = "PUT";
    setup.path = "/api/v1/integrations/readwise";
    setup.json = {{"settings", json::object()}, {"is_enabled", false}};
    setup.token = ada.token;
    auto const saved = ask(setup);
    ASSERT_EQ(saved.status, 200) << saved.received.body;
    EXPECT_EQ(saved.json.at("secrets").at("token"), true) << "what came before is used";
    EXPECT_EQ(remove(id, ada.token).status, 204);
    EXPECT_EQ(get("/api/v1/integrations/readwise", ada.token).status, 404);
    EXPECT_TRUE(items().empty());
}

TEST_F(ConnectionRoutes, are_for_people_and_not_for_devices)
{
    auto const agent = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ada.token).text("access_token");
    EXPECT_EQ(get(kPath, agent).status, 403);
    EXPECT_EQ(post(kPath, {{"provider", "readwise"}, {"token", kToken}}, agent).status, 403);
    EXPECT_EQ(remove(ada.id, agent).status, 403);
    EXPECT_EQ(get(kPath, "").status, 401);
}

TEST_F(ConnectionRoutes, say_what_is_broken_and_well_again)
{
    add("readwise");
    auto const tamper = [&] {
        db::as_system(pool, [](pqxx::work& work) {
            work.exec(
                "UPDATE connections SET credential = set_byte(credential, 20, get_byte(credential, 20) # 1)");
        });
    };
    tamper();
    EXPECT_EQ(items().at(0).at("status"), "broken");
    tamper();
    EXPECT_EQ(items().at(0).at("status"), "active");
    tamper();
    EXPECT_EQ(add("readwise").text("status"), "active") << "a new token mends it";
}

}  // namespace
}  // namespace rmirror::test
