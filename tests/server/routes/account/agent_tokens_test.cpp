// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

#include "auth/sessions/device_codes.hpp"

#include <atomic>
#include <thread>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class AgentTokens : public ApiTest {
protected:
    Answered start(json::value body = json::object{{"name", "desk"}})
    {
        return post("/api/v1/auth/device", std::move(body));
    }

    Answered poll(std::string const& device_code)
    {
        return post("/api/v1/auth/device/token", {{"device_code", device_code}});
    }

    /// As if the last poll were long enough ago.
    Answered poll_in_time(std::string const& device_code)
    {
        execute("UPDATE device_codes SET last_polled_at = (SELECT last_polled_at - interval '6 seconds')");
        return poll(device_code);
    }

    Answered decide(std::string const& user_code, bool approve, std::string const& token)
    {
        return post("/api/v1/auth/device/decision", {{"user_code", user_code}, {"approve", approve}}, token);
    }

    Answered remove(std::string const& id, std::string const& token)
    {
        Question question;
        question.method = "DELETE";
        question.path = "/api/v1/auth/agent-tokens/" + id;
        question.token = token;
        return ask(question);
    }

    Answered give_back(std::string const& token)
    {
        Question question;
        question.method = "DELETE";
        question.path = "/api/v1/auth/agent-token";
        question.token = token;
        return ask(question);
    }

    Answered add_token(std::string const& token, std::string const& name = "desk")
    {
        return post("/api/v1/auth/agent-token", {{"name", name}}, token);
    }

    std::size_t listed(std::string const& token)
    {
        return get("/api/v1/auth/agent-tokens", token).json.at("items").as_array().size();
    }

    void execute(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    Person const ann = sign_up("ann@example.org");
};

TEST_F(AgentTokens, an_agent_is_let_in_by_its_code)
{
    auto const started = start();
    ASSERT_EQ(started.status, 200) << started.received.body;
    EXPECT_EQ(started.header("cache-control"), "no-store");
    EXPECT_EQ(started.json.at("interval"), 5);
    EXPECT_EQ(started.json.at("expires_in"), 600);
    EXPECT_EQ(started.text("verification_uri"), "https://notes.example/device");
    auto const device_code = started.text("device_code");
    auto const user_code = started.text("user_code");
    EXPECT_EQ(started.text("verification_uri_complete").find(device_code), std::string::npos);

    EXPECT_EQ(poll(device_code).text("error"), "authorization_pending");
    auto const shown = get("/api/v1/auth/device/requests/" + user_code, ann.token);
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.text("name"), "desk");
    EXPECT_EQ(decide(user_code, true, ann.token).status, 204);

    auto const let_in = poll_in_time(device_code);
    ASSERT_EQ(let_in.status, 200) << let_in.received.body;
    EXPECT_EQ(let_in.json.at("expires_in"), 30 * 24 * 60 * 60);
    auto const me = get("/api/v1/me", let_in.text("access_token"));
    EXPECT_EQ(me.status, 200);
    EXPECT_EQ(me.text("id"), ann.id);
    EXPECT_EQ(poll(device_code).text("error"), "invalid_grant") << "its token is given out once";
    EXPECT_EQ(value("SELECT string_agg(action, ' ' ORDER BY id) FROM audit"),
              "signed_up device_approved agent_token_added");
}

TEST_F(AgentTokens, a_code_is_read_as_people_type_it)
{
    auto const user_code = start().text("user_code");
    std::string typed;
    for (char const letter : user_code)
        typed += letter == '-' ? ' ' : static_cast<char>(letter + ('a' - 'A'));
    EXPECT_EQ(decide(" " + typed + " ", true, ann.token).status, 204);
    for (auto const* const wrong :
         {"", "WDJB", "WDJB-MJHTX", "AEIO-UAEI", "1234-5678", "WDJB_MJHT", "\xc3\xa9"})
        EXPECT_FALSE(auth::parse_user_code(wrong).has_value()) << wrong;
    EXPECT_EQ(decide("BBBB-BBBB", true, ann.token).status, 404);
    EXPECT_EQ(decide("' OR 1=1 --", true, ann.token).status, 404);
    EXPECT_EQ(get("/api/v1/auth/device/requests/%27%20OR%201%3D1", ann.token).status, 404);
}

TEST_F(AgentTokens, an_agent_that_polls_too_often_is_told_to_slow_down)
{
    auto const device_code = start().text("device_code");
    EXPECT_EQ(poll(device_code).text("error"), "authorization_pending");
    // However slow this machine is, the next poll comes too early.
    execute("UPDATE device_codes SET last_polled_at = now() + interval '1 hour'");
    auto const early = poll(device_code);
    EXPECT_EQ(early.status, 400);
    EXPECT_EQ(early.text("error"), "slow_down");
    EXPECT_EQ(poll_in_time(device_code).text("error"), "authorization_pending");
}

TEST_F(AgentTokens, an_agent_that_is_turned_away_or_too_late_hears_it)
{
    auto const denied = start();
    EXPECT_EQ(decide(denied.text("user_code"), false, ann.token).status, 204);
    EXPECT_EQ(poll(denied.text("device_code")).text("error"), "access_denied");
    EXPECT_EQ(decide(denied.text("user_code"), true, ann.token).status, 404) << "decided is decided";

    auto const late = start();
    execute("UPDATE device_codes SET expires_at = now() WHERE status = 'pending'");
    EXPECT_EQ(decide(late.text("user_code"), true, ann.token).status, 404);
    EXPECT_EQ(get("/api/v1/auth/device/requests/" + late.text("user_code"), ann.token).status, 404);
    EXPECT_EQ(poll(late.text("device_code")).text("error"), "expired_token");

    auto const approved_late = start();
    decide(approved_late.text("user_code"), true, ann.token);
    execute("UPDATE device_codes SET expires_at = now() WHERE status = 'approved'");
    EXPECT_EQ(poll(approved_late.text("device_code")).text("error"), "expired_token");
    EXPECT_EQ(poll("unknown").text("error"), "invalid_grant");
    EXPECT_EQ(value("SELECT count(*) FROM agent_tokens"), "0");
}

TEST_F(AgentTokens, of_many_polls_at_once_one_gets_the_token)
{
    auto const started = start();
    decide(started.text("user_code"), true, ann.token);
    std::atomic<int> tokens = 0;
    std::vector<std::thread> crowd;
    crowd.reserve(6);
    for (int i = 0; i < 6; ++i)
        crowd.emplace_back([&] { tokens += poll(started.text("device_code")).status == 200 ? 1 : 0; });
    for (auto& each : crowd)
        each.join();
    EXPECT_EQ(tokens, 1);
    EXPECT_EQ(value("SELECT count(*) FROM agent_tokens"), "1");
}

TEST_F(AgentTokens, are_listed_without_their_secret_and_shut_out_one_by_one)
{
    auto const desk = add_token(ann.token);
    auto const shelf = add_token(ann.token, "shelf");
    EXPECT_EQ(desk.status, 201) << desk.received.body;
    EXPECT_EQ(get("/api/v1/me", desk.text("access_token")).status, 200);
    auto const list = get("/api/v1/auth/agent-tokens", ann.token);
    ASSERT_EQ(list.json.at("items").as_array().size(), 2U);
    EXPECT_EQ(list.json.at("items").at(0).at("name"), "shelf");
    EXPECT_TRUE(list.json.at("items").at(0).at("last_used_at").is_null());
    EXPECT_TRUE(list.json.at("items").at(1).at("last_used_at").is_string());
    EXPECT_EQ(list.received.body.find("jti"), std::string::npos);

    auto const id = std::string(desk.json.at("agent_token").at("id").as_string());
    EXPECT_EQ(remove(id, ann.token).status, 204);
    EXPECT_EQ(get("/api/v1/me", desk.text("access_token")).status, 401) << "at once";
    EXPECT_EQ(get("/api/v1/me", shelf.text("access_token")).status, 200);
    EXPECT_EQ(remove(id, ann.token).status, 404);
    EXPECT_EQ(listed(ann.token), 1U);
}

TEST_F(AgentTokens, are_given_back_by_the_agents_themselves)
{
    auto const desk = add_token(ann.token).text("access_token");
    auto const shelf = add_token(ann.token, "shelf").text("access_token");
    EXPECT_EQ(give_back(desk).status, 204);
    EXPECT_EQ(get("/api/v1/me", desk).status, 401) << "at once";
    EXPECT_EQ(give_back(desk).status, 401);
    EXPECT_EQ(get("/api/v1/me", shelf).status, 200);
    EXPECT_EQ(listed(ann.token), 1U);
    EXPECT_EQ(value("SELECT count(*) FROM audit WHERE action = 'agent_token_given_back'"), "1");
    EXPECT_EQ(give_back(ann.token).status, 403) << "A person signs out.";
    EXPECT_EQ(give_back("").status, 401);
    EXPECT_EQ(get("/api/v1/me", ann.token).status, 200);
}

TEST_F(AgentTokens, of_others_are_not_there)
{
    auto const bob = sign_up("bob@example.org");
    auto const token = add_token(ann.token);
    auto const id = std::string(token.json.at("agent_token").at("id").as_string());
    EXPECT_EQ(listed(bob.token), 0U);
    EXPECT_EQ(remove(id, bob.token).status, 404);
    EXPECT_EQ(remove("no-uuid", bob.token).status, 404);
    EXPECT_EQ(remove("00000000-0000-0000-0000-000000000000", bob.token).status, 404);
    EXPECT_EQ(get("/api/v1/me", token.text("access_token")).status, 200);
}

TEST_F(AgentTokens, let_no_others_in)
{
    auto const agent = add_token(ann.token).text("access_token");
    auto const user_code = start().text("user_code");
    EXPECT_EQ(add_token(agent).status, 403);
    EXPECT_EQ(decide(user_code, true, agent).status, 403);
    EXPECT_EQ(get("/api/v1/auth/device/requests/" + user_code, agent).status, 403);
    EXPECT_EQ(get("/api/v1/auth/agent-tokens", agent).status, 403);
    EXPECT_EQ(remove("00000000-0000-0000-0000-000000000000", agent).status, 403);
    EXPECT_EQ(decide(user_code, true, "").status, 401);
    EXPECT_EQ(add_token("").status, 401);
}

TEST_F(AgentTokens, have_an_end)
{
    auto const agent = add_token(ann.token).text("access_token");
    execute("UPDATE agent_tokens SET expires_at = now()");
    EXPECT_EQ(get("/api/v1/me", agent).status, 401);
    EXPECT_EQ(listed(ann.token), 0U);
}

TEST_F(AgentTokens, have_a_bound)
{
    execute(
        "INSERT INTO agent_tokens (user_id, name, expires_at) SELECT id, 'one of many', now() + interval '1 "
        "day' "
        "FROM users, generate_series(1, 99)");
    EXPECT_EQ(add_token(ann.token).status, 201);
    auto const refused = add_token(ann.token);
    EXPECT_EQ(refused.status, 409);
    EXPECT_FALSE(refused.text("detail").empty());
    auto const started = start();
    decide(started.text("user_code"), true, ann.token);
    EXPECT_EQ(poll(started.text("device_code")).text("error"), "access_denied");
    execute("UPDATE agent_tokens SET revoked_at = now() WHERE name = 'one of many'");
    EXPECT_EQ(poll_in_time(started.text("device_code")).status, 200) << "once there is room";
}

TEST_F(AgentTokens, have_a_bound_for_those_added_at_the_same_time)
{
    execute(
        "INSERT INTO agent_tokens (user_id, name, expires_at) SELECT id, 'one of many', now() + interval '1 "
        "day' "
        "FROM users, generate_series(1, 99)");
    std::atomic<int> added = 0;
    std::vector<std::thread> crowd;
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec("SELECT FROM users FOR UPDATE");
        for (int i = 0; i < 2; ++i)
            crowd.emplace_back([&] { added += add_token(ann.token).status == 201 ? 1 : 0; });
        while (work.exec1("SELECT count(*) FROM pg_locks WHERE NOT granted")[0].as<int>() < 2)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    });
    for (auto& each : crowd)
        each.join();
    EXPECT_EQ(added, 1);
}

TEST_F(AgentTokens, are_asked_for_in_proper_json)
{
    EXPECT_EQ(start(json::object{}).status, 200) << "a name may be left out";
    EXPECT_EQ(start({{"name", ""}}).text("field"), "name");
    EXPECT_EQ(start({{"name", std::string(101, 'x')}}).text("field"), "name");
    EXPECT_EQ(start({{"name", 1}}).text("field"), "name");
    EXPECT_EQ(start({{"name", std::string("a\0b", 3)}}).text("field"), "name");
    EXPECT_EQ(start({{"nam", "x"}}).text("field"), "nam");
    EXPECT_EQ(poll("").text("field"), "device_code");
    EXPECT_EQ(post("/api/v1/auth/device/decision", {{"user_code", "x"}, {"approve", "yes"}}, ann.token)
                  .text("field"),
              "approve");
    for (auto const* const body : {"", "{", "[]", "null", "{\"name\":\"\xff\"}", "{\"name\":1e999}"}) {
        Question question;
        question.method = "POST";
        question.path = "/api/v1/auth/device";
        question.headers = "Content-Type: application/json\r\n";
        question.body = body;
        EXPECT_EQ(ask(question).status, 400) << body;
    }
}

}  // namespace
}  // namespace rmirror::test
