// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

class AgentState : public ApiTest {
protected:
    Answered report(json::value state, std::string const& token)
    {
        Question question;
        question.method = "PUT";
        question.path = "/api/v1/auth/agent-token/state";
        question.json = std::move(state);
        question.token = token;
        return ask(question);
    }

    std::string add_device(std::string const& name)
    {
        return post("/api/v1/auth/agent-token", {{"name", name}}, ann.token).text("access_token");
    }

    /// Of the newest device.
    json::value shown()
    {
        return get("/api/v1/auth/agent-tokens", ann.token).json.at("items").at(0).at("state");
    }

    /// A report with one member changed.
    static json::object with(char const* member, json::value value)
    {
        json::object state{{"version", "0.4.0"}, {"platform", "Linux (x64)"}};
        state[member] = std::move(value);
        return state;
    }

    std::string field(json::value state)
    {
        auto const refused = report(std::move(state), desk);
        return refused.status == 400 ? refused.text("field") : std::to_string(refused.status);
    }

    Person const ann = sign_up("ann@example.org");
    std::string const desk = add_device("desk");
};

TEST_F(AgentState, is_listed_as_it_was_reported_last)
{
    EXPECT_TRUE(shown().is_null());
    json::object const whole{{"version", "0.4.0"},
                             {"platform", "Windows 11"},
                             {"sources", json::array{"desktop-app", "inbox"}},
                             {"last_sync_at", "2026-01-02T03:04:05.678Z"},
                             {"problem", "The folder can't be read: \"{,}\\\"."}};
    EXPECT_EQ(report(whole, desk).status, 204);
    auto const state = shown();
    for (auto const& [member, value] : whole)
        EXPECT_EQ(state.at(member), value) << member;
    EXPECT_TRUE(state.at("reported_at").is_string());

    EXPECT_EQ(report({{"version", "0.5.0"}, {"platform", "Windows 11"}}, desk).status, 204);
    EXPECT_EQ(shown().at("version"), "0.5.0");
    EXPECT_EQ(shown().at("sources"), json::array{});
    EXPECT_TRUE(shown().at("last_sync_at").is_null());
    EXPECT_TRUE(shown().at("problem").is_null());
}

TEST_F(AgentState, is_of_one_device_and_stays_when_its_token_is_renewed)
{
    EXPECT_EQ(report(with("problem", nullptr), desk).status, 204);
    auto const renewed = post("/api/v1/auth/agent-token/renew", nullptr, desk);
    EXPECT_EQ(renewed.json.at("agent_token").at("state").at("version"), "0.4.0");
    EXPECT_EQ(report(with("version", "0.4.1"), desk).status, 204) << "by the token before";
    EXPECT_EQ(report(with("version", "0.4.2"), renewed.text("access_token")).status, 204);
    add_device("attic");
    EXPECT_TRUE(shown().is_null());
    EXPECT_EQ(value("SELECT version FROM agent_tokens WHERE name = 'desk'"), "0.4.2");
}

TEST_F(AgentState, never_has_a_last_sync_in_the_future)
{
    EXPECT_EQ(report(with("last_sync_at", "2999-01-01T00:00:00Z"), desk).status, 204);
    EXPECT_EQ(value("SELECT last_sync_at = reported_at FROM agent_tokens"), "t");
}

TEST_F(AgentState, is_short_and_names_no_places)
{
    EXPECT_EQ(field({{"platform", "Linux"}}), "version");
    EXPECT_EQ(field({{"version", "1"}}), "platform");
    EXPECT_EQ(field(with("version", json::string(51, '1'))), "version");
    EXPECT_EQ(field(with("platform", json::string(101, 'x'))), "platform");
    EXPECT_EQ(field(with("problem", json::string(301, 'x'))), "problem");
    EXPECT_EQ(field(with("problem", "")), "problem");
    EXPECT_EQ(field(with("last_sync_at", "yesterday")), "last_sync_at");
    EXPECT_EQ(field(with("hostname", "desk")), "hostname");
    EXPECT_EQ(field(with("sources", "inbox")), "sources");
    EXPECT_EQ(field(with("sources", json::array(11, "inbox"))), "sources");
    EXPECT_EQ(field(with("sources", json::array{"inbox", json::string(41, 'x')})), "sources[1]");
    for (auto const* const place : {"/home/ann", "C:\\Users", "ann@tablet", "10.11.99.1", "My Diary"})
        EXPECT_EQ(field(with("sources", json::array{place})), "sources") << place;
    EXPECT_TRUE(shown().is_null());
}

TEST_F(AgentState, is_reported_by_devices_that_are_connected)
{
    EXPECT_EQ(report(with("problem", nullptr), ann.token).status, 403);
    EXPECT_EQ(report(with("problem", nullptr), "").status, 401);
    EXPECT_EQ(get("/api/v1/me", desk).status, 200);
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE agent_tokens SET revoked_at = now()"); });
    EXPECT_EQ(report(with("problem", nullptr), desk).status, 401) << "though this process believes it still";
    EXPECT_EQ(value("SELECT reported_at IS NULL FROM agent_tokens"), "t");
}

}  // namespace
}  // namespace rmirror::test
