// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

#include <mutex>
#include <set>
#include <thread>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class AgentRenewal : public ApiTest {
protected:
    static Answered renew(ApiServer const& server, std::string const& token)
    {
        Question question;
        question.method = "POST";
        question.path = "/api/v1/auth/agent-token/renew";
        question.token = token;
        return test::ask(server, question);
    }

    Answered renew(std::string const& token) { return renew(server, token); }

    std::string renewed(std::string const& token) { return renew(token).text("access_token"); }

    /// Asked of another process, which believes nothing yet.
    bool opens(std::string const& token)
    {
        ApiServer const other(database);
        Question question;
        question.path = "/api/v1/me";
        question.token = token;
        return test::ask(other, question).status == 200;
    }

    void execute(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    void let_minutes_pass(int minutes)
    {
        execute("UPDATE agent_tokens SET previous_until = (SELECT previous_until - interval '" +
                std::to_string(minutes) + " minutes')");
    }

    std::string renewals()
    {
        return value("SELECT count(*) FROM audit WHERE action = 'agent_token_renewed'");
    }

    /// Besides those of the devices that the tests connect.
    std::string notifications()
    {
        return value("SELECT count(*) FROM notifications WHERE kind <> 'new_device'");
    }

    Person const ann = sign_up("ann@example.org");
    Answered const added = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ann.token);
    std::string const first = added.text("access_token");
};

TEST_F(AgentRenewal, gives_thirty_days_more_in_the_same_row)
{
    execute(
        "UPDATE agent_tokens SET created_at = (SELECT created_at - interval '25 days'), "
        "expires_at = (SELECT expires_at - interval '25 days')");
    auto const answer = renew(first);
    ASSERT_EQ(answer.status, 200) << answer.received.body;
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_EQ(answer.json.at("expires_in"), 30 * 24 * 60 * 60);
    EXPECT_EQ(answer.text("token_type"), "Bearer");
    auto const& row = answer.json.at("agent_token");
    EXPECT_EQ(row.at("id"), added.json.at("agent_token").at("id"));
    EXPECT_EQ(row.at("name"), "desk");
    EXPECT_EQ(value("SELECT count(*) FROM agent_tokens"), "1");
    EXPECT_EQ(value("SELECT expires_at > now() + interval '29 days 23 hours' FROM agent_tokens"), "t");
    EXPECT_TRUE(opens(answer.text("access_token")));
    EXPECT_EQ(renewals(), "1");
}

TEST_F(AgentRenewal, leaves_the_old_token_good_for_ten_minutes)
{
    auto const second = renewed(first);
    let_minutes_pass(9);
    EXPECT_TRUE(opens(first));
    EXPECT_TRUE(opens(second));
    EXPECT_EQ(notifications(), "0");
    EXPECT_EQ(renewals(), "1");
}

TEST_F(AgentRenewal, ends_for_both_when_a_renewed_token_is_used_again_and_tells_the_owner)
{
    auto const second = renewed(first);
    EXPECT_EQ(get("/api/v1/me", second).status, 200) << "by the thief, who was the first to renew";
    let_minutes_pass(10);
    EXPECT_FALSE(opens(first));
    EXPECT_FALSE(opens(second));
    for (auto const& token : {first, second}) {
        ApiServer const other(database);
        Question question;
        question.path = "/api/v1/me";
        question.token = token;
        for (int i = 0; i < 2; ++i)
            EXPECT_NE(test::ask(other, question).text("detail").find("its token was used twice"),
                      std::string::npos);
        EXPECT_EQ(renew(other, token).status, 401);
    }
    EXPECT_EQ(notifications(), "1");
    EXPECT_EQ(value("SELECT details->>'name' FROM notifications WHERE kind = 'device_signed_out'"), "desk");
    EXPECT_EQ(value("SELECT count(*) FROM audit WHERE action = 'agent_token_reused'"), "1");

    auto const listed = get("/api/v1/auth/agent-tokens", ann.token).json.at("items").as_array();
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_TRUE(listed[0].at("reused_at").is_string());
    EXPECT_EQ(listed[0].at("renewals"), 1);
    Question forget;
    forget.method = "DELETE";
    forget.path = "/api/v1/auth/agent-tokens/" + std::string(listed[0].at("id").as_string());
    forget.token = ann.token;
    EXPECT_EQ(ask(forget).status, 204);
    EXPECT_TRUE(get("/api/v1/auth/agent-tokens", ann.token).json.at("items").as_array().empty());
}

TEST_F(AgentRenewal, ends_when_an_old_token_asks_to_be_renewed_where_it_is_believed_still)
{
    auto const second = renewed(first);
    EXPECT_EQ(get("/api/v1/me", first).status, 200);
    let_minutes_pass(10);
    EXPECT_EQ(renew(first).status, 401);
    EXPECT_EQ(get("/api/v1/me", first).status, 401);
    EXPECT_EQ(get("/api/v1/me", second).status, 401) << "at once";
    EXPECT_EQ(notifications(), "1");
}

TEST_F(AgentRenewal, notices_a_token_that_was_renewed_several_times_ago)
{
    auto const second = renewed(first);
    let_minutes_pass(10);
    auto const third = renewed(second);
    let_minutes_pass(10);
    auto const fourth = renewed(third);
    EXPECT_FALSE(opens(first));
    EXPECT_FALSE(opens(fourth));
    EXPECT_EQ(notifications(), "1");
}

TEST_F(AgentRenewal, ends_a_year_after_the_device_was_connected)
{
    execute(
        "UPDATE agent_tokens SET created_at = now() - interval '1 year' + interval '3 days', "
        "expires_at = now() + interval '1 day'");
    auto const answer = renew(first);
    ASSERT_EQ(answer.status, 200);
    constexpr int kDay = 24 * 60 * 60;
    EXPECT_LE(answer.json.at("expires_in").as_int64(), 3 * kDay);
    EXPECT_GT(answer.json.at("expires_in").as_int64(), 2 * kDay);
    auto const newest = value("SELECT jti FROM agent_tokens");
    let_minutes_pass(10);
    EXPECT_EQ(renew(answer.text("access_token")).status, 200) << "It lasts no longer, so it stays.";
    EXPECT_EQ(value("SELECT jti FROM agent_tokens"), newest);
    execute("UPDATE agent_tokens SET created_at = now() - interval '1 year', expires_at = now()");
    EXPECT_EQ(renew(answer.text("access_token")).status, 401);
}

TEST_F(AgentRenewal, that_is_asked_for_again_leads_to_the_same_newest_token)
{
    auto const newest = "SELECT jti FROM agent_tokens";
    auto const second = renewed(first);
    auto const jti = value(newest);
    auto const again = renew(first);
    EXPECT_EQ(again.status, 200) << "whose answer was lost";
    auto const by_second = renew(second);
    EXPECT_EQ(by_second.status, 200) << "as if a second process came a moment later";
    EXPECT_EQ(value(newest), jti);
    EXPECT_EQ(renewals(), "1");

    let_minutes_pass(10);
    for (auto const& token : {second, again.text("access_token"), by_second.text("access_token")})
        EXPECT_TRUE(opens(token));
    auto const third = renewed(second);
    EXPECT_NE(value(newest), jti);
    EXPECT_TRUE(opens(third));
    EXPECT_EQ(renewals(), "2");
    EXPECT_EQ(value("SELECT renewals FROM agent_tokens WHERE renewed_at IS NOT NULL"), "2");
    EXPECT_FALSE(opens(first)) << "asking again does not keep it";
}

TEST_F(AgentRenewal, by_many_at_once_in_two_processes_makes_one_newest_token)
{
    ApiServer const other(database);
    std::mutex mutex;
    std::vector<Answered> answers;
    std::vector<std::thread> crowd;
    crowd.reserve(6);
    for (int i = 0; i < 6; ++i)
        crowd.emplace_back([&, i] {
            auto answer = renew(i % 2 == 0 ? server : other, first);
            std::lock_guard const lock(mutex);
            answers.push_back(std::move(answer));
        });
    for (auto& each : crowd)
        each.join();
    EXPECT_EQ(renewals(), "1");
    let_minutes_pass(10);
    std::set<std::string> distinct;
    for (auto const& answer : answers) {
        EXPECT_EQ(answer.status, 200) << answer.received.body;
        distinct.insert(answer.text("access_token"));
    }
    for (auto const& token : distinct)
        EXPECT_TRUE(opens(token));
}

TEST_F(AgentRenewal, is_refused_to_devices_that_were_revoked_or_came_too_late)
{
    auto const second = renewed(first);
    Question revoke;
    revoke.method = "DELETE";
    revoke.path =
        "/api/v1/auth/agent-tokens/" + std::string(added.json.at("agent_token").at("id").as_string());
    revoke.token = ann.token;
    EXPECT_EQ(ask(revoke).status, 204);
    for (auto const& token : {first, second}) {
        EXPECT_EQ(get("/api/v1/me", token).status, 401) << "at once";
        EXPECT_EQ(renew(token).status, 401);
        EXPECT_FALSE(opens(token));
    }

    auto const attic = post("/api/v1/auth/agent-token", {{"name", "attic"}}, ann.token).text("access_token");
    EXPECT_EQ(get("/api/v1/me", attic).status, 200);
    execute("UPDATE agent_tokens SET revoked_at = now()");
    EXPECT_EQ(renew(attic).status, 401) << "though this process believes it still";
    execute("UPDATE agent_tokens SET revoked_at = NULL, expires_at = now()");
    EXPECT_EQ(renew(attic).status, 401);
    EXPECT_EQ(renewals(), "1");
}

TEST_F(AgentRenewal, ends_when_either_token_is_given_back)
{
    auto const second = renewed(first);
    EXPECT_EQ(get("/api/v1/me", second).status, 200);
    Question give_back;
    give_back.method = "DELETE";
    give_back.path = "/api/v1/auth/agent-token";
    give_back.token = first;
    EXPECT_EQ(ask(give_back).status, 204);
    EXPECT_EQ(get("/api/v1/me", first).status, 401);
    EXPECT_EQ(get("/api/v1/me", second).status, 401) << "at once";
}

TEST_F(AgentRenewal, ends_both_tokens_with_the_devices_of_an_account)
{
    auto const second = renewed(first);
    EXPECT_EQ(get("/api/v1/me", second).status, 200);
    json::value const password{
        {"password", {{"current", kPassword}, {"new", "another horse battery"}, {"revoke_devices", true}}}};
    Question change;
    change.method = "PATCH";
    change.path = "/api/v1/me";
    change.json = password;
    change.token = ann.token;
    EXPECT_EQ(ask(change).status, 200);
    EXPECT_EQ(get("/api/v1/me", first).status, 401);
    EXPECT_EQ(get("/api/v1/me", second).status, 401) << "at once";
}

TEST_F(AgentRenewal, is_for_devices_only)
{
    auto const refused = renew(ann.token);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.text("detail"), "Only devices can do this.");
    EXPECT_EQ(renew("").status, 401);
}

}  // namespace
}  // namespace rmirror::test
