// SPDX-License-Identifier: AGPL-3.0-or-later
// Malicious requests for every route: each is refused with a problem, breaks nothing and reveals nothing.
#include "routes/api_fixture.hpp"

#include <array>

namespace rmirror::test {
namespace {

/// "POST /api/v1/auth/agent-tokens/:id"
struct Operation {
    std::string method;
    std::string pattern;
};

class HostileRequests : public ApiTest {
protected:
    // Nothing hostile gets as far as Claude.
    HostileRequests()
        : ApiTest({{"RMIRROR_ANTHROPIC_API_KEY", "an unused key"},
                   {"RMIRROR_TEST_ANTHROPIC_BASE_URL", "http://127.0.0.1:1"}})
    {}

    std::vector<Operation> operations()
    {
        std::vector<Operation> all;
        for (auto const& line : routes::listing(routes::all_rows())) {
            auto const blank = line.find(' ');
            all.push_back({line.substr(0, blank), line.substr(blank + 1)});
        }
        return all;
    }

    /// Whatever it answers, it answers well.
    int status_of(Question const& question)
    {
        auto const answer = ask(question);
        auto const where = question.method + " " + question.path + " " + question.body.substr(0, 100);
        EXPECT_TRUE(answer.status >= 200 && answer.status < 500) << where << "\n" << answer.received.body;
        if (answer.status < 400)
            return answer.status;
        expect_explained(answer, where);
        for (auto const* const leak :
             {"pqxx", "ERROR", "SELECT", "INSERT", "exception", "std::", "/tmp", "$1"})
            EXPECT_EQ(answer.received.body.find(leak), std::string::npos) << where << "\n"
                                                                          << answer.received.body;
        return answer.status;
    }

    /// A proxy does it in the words of the other service.
    static void expect_explained(Answered const& answer, std::string const& where)
    {
        bool const is_of_claude = where.find("/api/claude/") != std::string::npos;
        bool const is_of_notion = where.find("/api/notion/proxy/") != std::string::npos;
        bool const is_proxy = is_of_claude || is_of_notion;
        EXPECT_EQ(answer.header("content-type"), is_proxy ? "application/json" : "application/problem+json")
            << where;
        auto const& said = is_of_claude ? answer.json.at("error") : answer.json;
        EXPECT_FALSE(said.at(is_proxy ? "message" : "detail").as_string().empty()) << where;
    }

    static std::string path_of(std::string pattern, std::string const& value)
    {
        for (auto at = pattern.find(':'); at != std::string::npos; at = pattern.find(':', at + value.size()))
            pattern.replace(at, pattern.find('/', at) - at, value);
        return pattern;
    }

    Person const ann = sign_up("ann@example.org");
};

TEST_F(HostileRequests, in_bodies)
{
    std::string const deep = std::string(200, '[') + std::string(200, ']');
    auto const bodies = std::to_array<std::string>({
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{}}",
        R"({"a":1)",
        R"({"email":{},"password":[],"name":{},"device_code":1,"user_code":true,"approve":"yes"})",
        R"({"email":null,"password":null,"device_code":null,"user_code":null,"approve":null})",
        R"({"email":"a\u0000b@example.org","password":"\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"})",
        R"({"name":"\u0000","device_code":"\u0000","user_code":"\u0000","approve":true})",
        R"({"name":"\ud800","device_code":"\udfff","user_code":"\ud800","approve":false})",
        R"({"email":"'; DROP TABLE users; --","password":"'; DROP TABLE users; --","nobody":1})",
        R"({"approve":1e999})",
        R"({"approve":99999999999999999999999999999999})",
        "{\"name\":\"\xff\xfe\"}",
        "{\"name\":" + deep + "}",
        "{\"name\":\"" + std::string(60'000, 'x') + "\"}",
    });
    for (auto const& [method, pattern] : operations()) {
        if (method == "GET")
            continue;
        for (auto const& body : bodies) {
            Question question;
            question.method = method;
            question.path = path_of(pattern, "00000000-0000-7000-8000-000000000000");
            question.token = ann.token;
            question.headers = "Content-Type: application/json\r\n";
            question.body = body;
            status_of(question);
        }
    }
    EXPECT_EQ(value("SELECT count(*) FROM users"), "1");
}

TEST_F(HostileRequests, in_addresses)
{
    auto const values = std::to_array<std::string>(
        {"%00", "%27%20OR%201%3D1%20--", "..%2F..%2Fetc%2Fpasswd", "%FF", "%2e%2e", "%", "null", "-1",
         "99999999999999999999", "00000000-0000-7000-8000-00000000000", std::string(4000, 'x')});
    for (auto const& [method, pattern] : operations()) {
        for (auto const& each : values) {
            Question question;
            question.method = method;
            question.token = ann.token;
            question.headers = "Content-Type: application/json\r\n";
            if (pattern.find(':') != std::string::npos) {
                question.path = path_of(pattern, each);
                EXPECT_GE(status_of(question), 400) << method << " " << question.path;
            }
            question.path =
                path_of(pattern, "00000000-0000-7000-8000-000000000000") + "?nobody=1&since=" + each;
            status_of(question);
        }
    }
}

TEST_F(HostileRequests, without_a_token_open_only_what_is_for_everybody)
{
    constexpr std::array<std::string_view, 29> kOpen = {"GET /healthz",
                                                        "GET /readyz",
                                                        "GET /metrics",
                                                        "GET /api/openapi.yaml",
                                                        "GET /api/v1/agents/latest",
                                                        "GET /downloads/:name",
                                                        "GET /api/v1/auth/providers",
                                                        "POST /api/v1/auth/providers/:provider/authorize",
                                                        "POST /api/v1/auth/providers/:provider/callback",
                                                        "GET /api/v1/auth/signup",
                                                        "POST /api/v1/auth/signup",
                                                        "POST /api/v1/auth/login",
                                                        "POST /api/v1/auth/confirm-address",
                                                        "POST /api/v1/auth/password-reset",
                                                        "POST /api/v1/auth/password-reset/complete",
                                                        "POST /api/v1/auth/refresh",
                                                        "POST /api/v1/auth/logout",
                                                        "POST /api/v1/auth/device",
                                                        "POST /api/v1/auth/device/token",
                                                        "GET /api/v1/legal",
                                                        "GET /api/v1/removals/:receipt",
                                                        "POST /api/v1/waitlist",
                                                        "POST /api/v1/notices/unsubscribe/:token",
                                                        "POST /api/v1/telemetry/guest",
                                                        "GET /api/v1/shared",
                                                        "POST /api/v1/shared/unlock",
                                                        "GET /api/v1/shared/pages/:page_uuid",
                                                        "GET /api/v1/shared/pages/:page_uuid/image",
                                                        "GET /api/v1/shared/attachments/:id"};
    for (auto const& [method, pattern] : operations()) {
        auto const route = std::string(method).append(" ").append(pattern);
        if (std::find(kOpen.begin(), kOpen.end(), route) != kOpen.end())
            continue;
        Question question;
        question.method = method;
        question.path = path_of(pattern, "00000000-0000-7000-8000-000000000000");
        EXPECT_EQ(status_of(question), 401) << method << " " << pattern;
        question.token = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJybWlycm9yIn0.";
        EXPECT_EQ(status_of(question), 401) << method << " " << pattern;
    }
}

}  // namespace
}  // namespace rmirror::test
