// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>
#include <limits>
#include <thread>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class Auth : public ApiTest {
protected:
    Answered log_in(std::string const& email, std::string const& password = kPassword)
    {
        return post("/api/v1/auth/login", {{"email", email}, {"password", password}});
    }

    Answered refresh(std::string const& cookie, std::string const& headers = "")
    {
        return ask_by_cookie("/api/v1/auth/refresh", cookie, headers);
    }

    Answered log_out(std::string const& cookie, std::string const& headers = "")
    {
        return ask_by_cookie("/api/v1/auth/logout", cookie, headers);
    }

    /// As if that much time had passed since all of them were used.
    void age_used_tokens(std::string const& interval)
    {
        execute("UPDATE refresh_tokens SET used_at = (SELECT used_at - interval '" + interval + "')");
    }

    void execute(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

private:
    Answered ask_by_cookie(std::string const& path, std::string const& cookie, std::string const& headers)
    {
        Question question;
        question.method = "POST";
        question.path = path;
        question.cookie = cookie;
        question.headers = headers;
        return ask(question);
    }
};

TEST_F(Auth, signing_up_opens_an_account_and_signs_in)
{
    auto const answer = post("/api/v1/auth/signup",
                             {{"email", "Ann@example.org"}, {"password", kPassword}, {"full_name", "Ann"}});
    EXPECT_EQ(answer.status, 201) << answer.received.body;
    EXPECT_EQ(answer.json.at("token_type"), "Bearer");
    EXPECT_EQ(answer.json.at("expires_in"), 900);
    EXPECT_EQ(answer.json.at("user").at("email"), "Ann@example.org");
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    auto const me = get("/api/v1/me", answer.text("access_token"));
    EXPECT_EQ(me.status, 200);
    EXPECT_EQ(me.json, answer.json.at("user"));
    EXPECT_EQ(me.text("full_name"), "Ann");
}

TEST_F(Auth, no_script_and_no_other_site_gets_the_refresh_cookie)
{
    auto const answer = post("/api/v1/auth/signup", {{"email", "ann@example.org"}, {"password", kPassword}});
    auto const cookie = answer.header("set-cookie");
    for (auto const* const part :
         {"; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/api/v1/auth", "; Max-Age=2592000"})
        EXPECT_NE(cookie.find(part), std::string::npos) << part;
    EXPECT_EQ(answer.received.body.find(cookie_of(answer).substr(16)), std::string::npos);
    auto const& head = answer.received.head;
    auto const browser = head.substr(head.find("rmirror_browser="));
    for (auto const* const part :
         {"; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/api/v1/auth", "; Max-Age=34560000"})
        EXPECT_LT(browser.find(part), browser.find("\r\n")) << part;
}

TEST_F(Auth, an_address_has_one_account_however_it_is_written)
{
    sign_up("ann@example.org");
    auto const again = post("/api/v1/auth/signup", {{"email", "ANN@Example.org"}, {"password", kPassword}});
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.text("field"), "email");
    EXPECT_EQ(log_in("aNN@example.ORG").status, 200);
    EXPECT_EQ(value("SELECT count(*) FROM users"), "1");
}

TEST_F(Auth, of_many_who_sign_up_at_once_with_one_address_one_does)
{
    std::atomic<int> opened = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> crowd;
    crowd.reserve(4);
    for (int i = 0; i < 4; ++i)
        crowd.emplace_back([&] {
            auto const answer =
                post("/api/v1/auth/signup", {{"email", "ann@example.org"}, {"password", kPassword}});
            opened += answer.status == 201 ? 1 : 0;
            refused += answer.status == 409 || answer.status == 503 ? 1 : 0;
        });
    for (auto& each : crowd)
        each.join();
    EXPECT_EQ(opened, 1);
    EXPECT_EQ(refused, 3);
}

TEST_F(Auth, weak_passwords_and_what_is_no_address_are_refused_by_name)
{
    auto const field = [&](json::object body) {
        auto const answer = post("/api/v1/auth/signup", std::move(body));
        EXPECT_EQ(answer.status, 400) << answer.received.body;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json");
        return answer.text("field");
    };
    for (auto const* const email :
         {"ann", "@example.org", "ann@", "a b@example.org", "ann@@example.org", "ann@.org",
          "ann@example..org", "ann\r\nBcc: x@example.org", "ann\t@example.org"})
        EXPECT_EQ(field({{"email", email}, {"password", kPassword}}), "email") << email;
    for (auto const* const password : {"short", "password1234", "P4ssw0rd-2024!", "qwertyuiop", "0987654321",
                                       "aaaaaaaaaaaa", "abababababab", "ann@example.org", "annannannann",
                                       "iloveyou!!!!", "Monkey Dragon 1999", "zyxwvutsrqp"})
        EXPECT_EQ(field({{"email", "ann@example.org"}, {"password", password}}), "password") << password;
    EXPECT_EQ(field({{"email", "ann@example.org"}, {"password", std::string(257, 'x')}}), "password");
    EXPECT_EQ(field({{"email", std::string(255, 'a') + "@example.org"}, {"password", kPassword}}), "email");
    EXPECT_EQ(field({{"email", "ann@example.org"}, {"password", 7}}), "password");
    EXPECT_EQ(field({{"email", "ann@example.org"}, {"password", kPassword}, {"admin", true}}), "admin");
    EXPECT_EQ(field({{"email", std::string("ann\0@example.org", 16)}, {"password", kPassword}}), "email");
    EXPECT_EQ(value("SELECT count(*) FROM users"), "0");
}

TEST_F(Auth, a_wrong_sign_in_reveals_nothing)
{
    sign_up("ann@example.org");
    auto const wrong = log_in("ann@example.org", "wrong horse battery staple");
    auto const unknown = log_in("bob@example.org", "wrong horse battery staple");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(unknown.status, 401);
    EXPECT_EQ(wrong.json, unknown.json);
    EXPECT_EQ(wrong.header("set-cookie"), "");
    EXPECT_EQ(wrong.header("www-authenticate"), R"(Bearer realm="rmirror")");
}

/// As dear as they are in earnest, so that comparing one outweighs all else there is to signing in.
class DearPasswords : public db::test::DatabaseTest {
protected:
    int ask(std::string const& path, std::string const& email, std::string const& password)
    {
        Question question;
        question.method = "POST";
        question.path = "/api/v1/auth/" + path;
        question.json = {{"email", email}, {"password", password}};
        return test::ask(server, question).status;
    }

    /// What the processors work for an attempt to sign in, here and in the server: other programs do not
    /// count.
    double work_of_attempt(std::string const& email)
    {
        auto const before = std::clock();
        EXPECT_EQ(ask("login", email, "wrong horse battery staple"), 401) << email;
        return static_cast<double>(std::clock() - before);
    }

    /// The least of some attempts by each. They take turns, so that a busy moment of the machine is one for
    /// all of them.
    template <std::size_t kCount>
    std::array<double, kCount> min_work(std::array<char const*, kCount> const& emails)
    {
        std::array<double, kCount> min{};
        min.fill(std::numeric_limits<double>::max());
        for (int round = 0; round < 4; ++round)
            for (std::size_t i = 0; i < kCount; ++i)
                min[i] = std::min(min[i], work_of_attempt(emails[i]));
        return min;
    }

    ApiServer server{database, {}, crypto::PasswordCost{}};
};

TEST_F(DearPasswords, are_as_much_work_where_there_is_no_account_or_it_has_none)
{
    ASSERT_EQ(ask("signup", "ann@example.org", kPassword), 201);
    add_user("sso@example.org");
    auto const [wrong, unknown, elsewhere] =
        min_work<3>({"ann@example.org", "nobody@example.org", "sso@example.org"});
    for (auto const without : {unknown, elsewhere}) {
        EXPECT_GT(without, wrong / 2);
        EXPECT_LT(without, wrong * 2);
    }
}

TEST_F(Auth, an_account_without_a_password_has_none_that_fits)
{
    execute("INSERT INTO users (email) VALUES ('sso@example.org')");
    for (auto const* const password : {"x", "null", "sso@example.org"})
        EXPECT_EQ(log_in("sso@example.org", password).status, 401);
}

TEST_F(Auth, an_address_is_locked_after_five_wrong_attempts_whether_it_has_an_account_or_not)
{
    sign_up("ann@example.org");
    for (auto const* const email : {"ann@example.org", "nobody@example.org"}) {
        for (int i = 0; i < 5; ++i)
            EXPECT_EQ(log_in(email, "wrong horse").status, 401) << email << i;
        auto const locked = log_in(email);
        EXPECT_EQ(locked.status, 429) << email;
        auto const seconds = std::stoi(locked.header("retry-after"));
        EXPECT_TRUE(seconds > 0 && seconds <= 30) << seconds;
    }
    execute("UPDATE sign_in_attempts SET locked_until = now()");
    EXPECT_EQ(log_in("ann@example.org", "wrong horse").status, 401);
    EXPECT_GT(std::stoi(log_in("ann@example.org").header("retry-after")), 30) << "each time for longer";
    execute("UPDATE sign_in_attempts SET locked_until = now()");
    EXPECT_EQ(log_in("ann@example.org").status, 200);
    EXPECT_EQ(log_in("ann@example.org", "wrong horse").status, 401) << "and all is forgiven";
}

TEST_F(Auth, attempts_of_long_ago_are_forgotten)
{
    sign_up("ann@example.org");
    for (auto const* const email : {"ann@example.org", "nobody@example.org"})
        for (int i = 0; i < 5; ++i)
            log_in(email, "wrong horse");
    execute("UPDATE sign_in_attempts SET last_at = now() - interval '25 hours', locked_until = now()");
    EXPECT_EQ(log_in("ann@example.org", "wrong horse").status, 401);
    EXPECT_EQ(value("SELECT string_agg(attempts::text, ' ') FROM sign_in_attempts"), "1 1")
        << "those of the unknown address are swept; ann's are those of the network, and of all";
    EXPECT_EQ(log_in("ann@example.org").status, 200);
}

TEST_F(Auth, attempts_that_come_all_at_once_are_counted_before_any_password_is_looked_at)
{
    sign_up("ann@example.org");
    std::atomic<int> looked_at = 0;
    std::vector<std::thread> crowd;
    crowd.reserve(20);
    for (int i = 0; i < 20; ++i)
        crowd.emplace_back(
            [&] { looked_at += log_in("ann@example.org", "wrong horse").status == 429 ? 0 : 1; });
    for (auto& each : crowd)
        each.join();
    EXPECT_EQ(looked_at, 5);
}

TEST_F(Auth, a_session_goes_on_by_its_cookie_which_changes_each_time)
{
    auto const ann = sign_up("ann@example.org");
    auto cookie = ann.cookie;
    for (int i = 0; i < 3; ++i) {
        auto const answer = refresh(cookie);
        EXPECT_EQ(answer.status, 200) << answer.received.body;
        EXPECT_EQ(answer.json.at("user").at("id"), json::string(ann.id));
        EXPECT_EQ(get("/api/v1/me", answer.text("access_token")).status, 200);
        EXPECT_NE(cookie_of(answer), cookie);
        cookie = cookie_of(answer);
    }
}

TEST_F(Auth, two_tabs_may_show_one_cookie_at_the_same_time)
{
    auto const ann = sign_up("ann@example.org");
    std::vector<Answered> answers(6);
    std::vector<std::thread> tabs;
    tabs.reserve(answers.size());
    for (auto& answer : answers)
        tabs.emplace_back([&] { answer = refresh(ann.cookie); });
    for (auto& tab : tabs)
        tab.join();
    std::string newest;
    int cookies = 0;
    for (auto const& answer : answers) {
        EXPECT_EQ(answer.status, 200) << answer.received.body;
        EXPECT_EQ(get("/api/v1/me", answer.text("access_token")).status, 200);
        if (!cookie_of(answer).empty()) {
            ++cookies;
            newest = cookie_of(answer);
        }
    }
    EXPECT_EQ(cookies, 1) << "a stolen cookie gets no line of its own";
    EXPECT_EQ(refresh(newest).status, 200);
}

TEST_F(Auth, a_cookie_shown_again_later_ends_the_whole_session)
{
    auto const ann = sign_up("ann@example.org");
    auto const next = refresh(ann.cookie);
    age_used_tokens("11 seconds");
    auto const thief = refresh(ann.cookie);
    EXPECT_EQ(thief.status, 401);
    EXPECT_NE(thief.header("set-cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(refresh(cookie_of(next)).status, 401);
    EXPECT_EQ(get("/api/v1/me", next.text("access_token")).status, 401);
    EXPECT_EQ(value("SELECT revoke_reason FROM sessions"), "reuse");
    EXPECT_EQ(log_in("ann@example.org").status, 200) << "the account itself is well";
}

TEST_F(Auth, signing_out_ends_this_session_and_no_other)
{
    auto const ann = sign_up("ann@example.org");
    auto const elsewhere = log_in("ann@example.org");
    auto const answer = log_out(ann.cookie);
    EXPECT_EQ(answer.status, 204);
    EXPECT_NE(answer.header("set-cookie").find("rmirror_refresh=;"), std::string::npos);
    EXPECT_EQ(get("/api/v1/me", ann.token).status, 401);
    EXPECT_EQ(refresh(ann.cookie).status, 401);
    EXPECT_EQ(get("/api/v1/me", elsewhere.text("access_token")).status, 200);
    EXPECT_EQ(log_out("").status, 204) << "without a session, too";
    EXPECT_EQ(log_out("rmirror_refresh=unknown").status, 204);
}

TEST_F(Auth, cookies_that_are_none_of_ours_open_nothing)
{
    sign_up("ann@example.org");
    for (auto const* const cookie : {"", "rmirror_refresh=", "rmirror_refresh=x",
                                     "rmirror_refresh=' OR 1=1 --", "other=1", "rmirror_refresh", "=;=;"})
        EXPECT_EQ(refresh(cookie).status, 401) << cookie;
    EXPECT_EQ(refresh("rmirror_refresh=" + std::string(4000, 'x')).status, 401);
}

TEST_F(Auth, another_sites_page_cannot_use_the_cookie)
{
    auto const ann = sign_up("ann@example.org");
    for (auto const* const origin : {"https://evil.example", "null", "https://notes.example.evil.example",
                                     "https://sub.notes.example", "http://"}) {
        auto const header = std::string("Origin: ") + origin + "\r\n";
        EXPECT_EQ(refresh(ann.cookie, header).status, 403) << origin;
        EXPECT_EQ(log_out(ann.cookie, header).status, 403) << origin;
    }
    auto const own = refresh(ann.cookie, "Origin: https://notes.example\r\n");
    EXPECT_EQ(own.status, 200);
}

TEST_F(Auth, forms_of_other_sites_cannot_sign_anybody_in)
{
    sign_up("ann@example.org");
    Question form;
    form.method = "POST";
    form.path = "/api/v1/auth/login";
    form.body = R"({"email":"ann@example.org","password":"correct horse battery staple"})";
    form.headers = "Content-Type: text/plain\r\n";
    EXPECT_EQ(ask(form).status, 415);
}

TEST_F(Auth, a_disabled_account_is_shut_out_everywhere)
{
    auto const ann = sign_up("ann@example.org");
    execute("UPDATE users SET status = 'disabled'");
    EXPECT_EQ(log_in("ann@example.org").status, 401);
    EXPECT_EQ(refresh(ann.cookie).status, 401);
    EXPECT_EQ(get("/api/v1/me", ann.token).status, 401);
}

TEST_F(Auth, what_happens_to_an_account_is_noted_and_secrets_are_not)
{
    auto const ann = sign_up("ann@example.org");
    log_in("ann@example.org", "wrong horse battery staple");
    log_out(ann.cookie);
    EXPECT_EQ(value("SELECT string_agg(action, ' ' ORDER BY id) FROM audit"),
              "signed_up sign_in_failed signed_out");
    EXPECT_EQ(value("SELECT DISTINCT address FROM audit"), "127.0.0.1");
    auto const log = server.log();
    for (auto const& secret : {std::string("correct horse"), std::string("wrong horse"), ann.token,
                               ann.cookie.substr(ann.cookie.find('=') + 1)})
        EXPECT_EQ(log.find(secret), std::string::npos) << secret;
}

TEST_F(Auth, user_agents_of_any_bytes_do_no_harm)
{
    Question question;
    question.method = "POST";
    question.path = "/api/v1/auth/signup";
    question.json = {{"email", "ann@example.org"}, {"password", kPassword}};
    question.headers = "User-Agent: caf\xe9 \xff" + std::string(2000, 'x') + "\r\n";
    EXPECT_EQ(ask(question).status, 201);
    EXPECT_EQ(value("SELECT left(user_agent, 6) FROM sessions"), "caf xx");
}

TEST_F(Auth, a_password_kept_at_an_older_cost_is_hashed_anew_when_it_is_typed)
{
    sign_up("ann@example.org");
    auto const older = crypto::PasswordHasher({16U << 10U, 1}).hash(kPassword);
    execute("UPDATE users SET password_hash = '" + older + "'");
    EXPECT_EQ(log_in("ann@example.org").status, 200);
    EXPECT_NE(value("SELECT password_hash FROM users"), older);
    EXPECT_EQ(log_in("ann@example.org").status, 200);
}

}  // namespace
}  // namespace rmirror::test
