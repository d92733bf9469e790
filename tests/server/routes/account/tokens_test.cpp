// SPDX-License-Identifier: AGPL-3.0-or-later
// Which tokens open the door, and to whom a request is counted.
#include "routes/api_fixture.hpp"

#include "eventually.hpp"
#include "rates/rate_limits.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

class Tokens : public ApiTest {};

TEST_F(Tokens, tokens_that_are_not_ours_are_refused_with_a_sentence)
{
    auto const ann = sign_up("ann@example.org");
    auto const other = crypto::sign_jwt(
        {{"iss", "rmirror"}, {"type", "access"}, {"sub", ann.id}, {"sid", ann.id}, {"exp", 9'999'999'999}},
        Secret("another secret of thirty-two bytes"));
    auto tampered = ann.token;
    tampered[tampered.find('.') + 6] ^= 1;
    auto const unsigned_token = "eyJhbGciOiJub25lIn0" + ann.token.substr(ann.token.find('.'));
    for (auto const& token :
         {std::string("x"), std::string("a.b.c"), other, tampered, unsigned_token,
          unsigned_token.substr(0, unsigned_token.rfind('.') + 1), ann.token + "A", std::string(9000, 'a')}) {
        auto const answer = get("/api/v1/me", token);
        EXPECT_EQ(answer.status, 401) << token.substr(0, 60);
        EXPECT_FALSE(answer.text("detail").empty());
        EXPECT_EQ(answer.header("www-authenticate"), R"(Bearer realm="rmirror")");
    }
    EXPECT_EQ(get("/api/v1/me", "").status, 401);
}

TEST_F(Tokens, our_own_signature_is_not_enough_without_the_right_claims)
{
    auto const ann = sign_up("ann@example.org");
    auto const session = value("SELECT id FROM sessions");
    json::object const good = {
        {"iss", "rmirror"}, {"type", "access"}, {"sub", ann.id}, {"sid", session}, {"exp", 9'999'999'999}};
    auto const status = [&](json::object const& changes) {
        auto claims = good;
        for (auto const& [name, claim] : changes)
            claims[name] = claim;
        return get("/api/v1/me", crypto::sign_jwt(claims, Secret(kTokenSecret))).status;
    };
    EXPECT_EQ(status({}), 200);
    EXPECT_EQ(status({{"exp", 1}}), 401);
    EXPECT_EQ(status({{"exp", "soon"}}), 401);
    EXPECT_EQ(status({{"iss", "other"}}), 401);
    EXPECT_EQ(status({{"type", "agent"}}), 401);
    EXPECT_EQ(status({{"type", "root"}}), 401);
    EXPECT_EQ(status({{"sid", "00000000-0000-0000-0000-000000000000"}}), 401);
    EXPECT_EQ(status({{"sid", "' OR 1=1 --"}}), 401);
    EXPECT_EQ(status({{"sub", "00000000-0000-0000-0000-000000000000"}}), 401);
    EXPECT_EQ(status({{"sub", 7}}), 401);
}

TEST_F(Tokens, headers_that_try_something_are_refused)
{
    auto const ann = sign_up("ann@example.org");
    auto const status = [&](std::string const& headers) {
        Question question;
        question.path = "/api/v1/me";
        question.headers = headers;
        return ask(question).status;
    };
    EXPECT_EQ(status("Authorization: Bearer " + ann.token + "\r\n"), 200);
    EXPECT_EQ(status("authorization: bEARER   " + ann.token + "\r\n"), 200);
    EXPECT_EQ(
        status("Authorization: Bearer " + ann.token + "\r\nAuthorization: Bearer " + ann.token + "\r\n"),
        401);
    EXPECT_EQ(status("Authorization: Bearer " + ann.token + ", Bearer " + ann.token + "\r\n"), 401);
    EXPECT_EQ(status("Authorization: Basic YTpi\r\n"), 401);
    EXPECT_EQ(status("Authorization: Bearer\r\n"), 401);
    EXPECT_EQ(status("Authorization:\r\n"), 401);
    EXPECT_EQ(status("Cookie: access_token=" + ann.token + "\r\n"), 401);
}

class Doors : public db::test::DatabaseTest {
protected:
    static Question question(std::string const& path, std::string const& token = "")
    {
        Question question;
        question.path = path;
        question.token = token;
        return question;
    }

    static Person sign_up(ApiServer const& server)
    {
        Question question;
        question.method = "POST";
        question.path = "/api/v1/auth/signup";
        question.json = {{"email", "ann@example.org"}, {"password", kPassword}};
        auto const answer = ask(server, question);
        EXPECT_EQ(answer.status, 201) << answer.received.body;
        return {answer.text("id"), answer.text("access_token"), cookie_of(answer)};
    }

    /// How many of that many are let through.
    static int admitted(ApiServer const& server, int attempts, std::string const& token)
    {
        int count = 0;
        for (int i = 0; i < attempts; ++i)
            count += ask(server, question("/api/v1/me", token)).status == 429 ? 0 : 1;
        return count;
    }
};

TEST_F(Doors, stay_open_for_our_own_accounts_while_the_sign_in_service_is_away)
{
    ApiServer const server(
        database, {{"RMIRROR_OIDC_ISSUER", "http://127.0.0.1:1"}, {"RMIRROR_OIDC_AUDIENCE", "notes"}});
    auto const foreign = crypto::sign_jwt({{"iss", "http://127.0.0.1:1"}}, Secret("whatever"));
    auto answer = ask(server, question("/api/v1/me", foreign));
    // Until the first question to the service has failed, its keys are loading.
    EXPECT_TRUE(eventually([&] {
        EXPECT_EQ(answer.status, 503);
        answer = ask(server, question("/api/v1/me", foreign));
        return answer.text("detail").find("can't be reached") != std::string::npos;
    })) << answer.text("detail");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("retry-after"), "10");
    EXPECT_EQ(ask(server, question("/api/v1/me", sign_up(server).token)).status, 200);
}

TEST_F(Doors, count_who_is_signed_in_by_user_and_everybody_else_by_address)
{
    ApiServer const server(database, {{"RMIRROR_TEST_RATE_LIMITS", "on"}});
    auto const ann = sign_up(server);
    EXPECT_EQ(admitted(server, 35, ""), 30);
    EXPECT_EQ(admitted(server, 5, ann.token + "A"), 0) << "an invalid token signs no one in";
    EXPECT_EQ(admitted(server, 305, ann.token), 300);
}

}  // namespace
}  // namespace rmirror::test
