// SPDX-License-Identifier: AGPL-3.0-or-later
// What dashboards send about themselves: added up without the user, and only if operator and user allow it.
#include "routes/api_fixture.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

struct Telemetry : ApiTest {
    Answered send(json::array events, std::string const& token)
    {
        return post("/api/v1/telemetry", {{"events", std::move(events)}}, token);
    }

    Answered turn(bool is_on)
    {
        Question question;
        question.method = "PUT";
        question.path = "/api/v1/telemetry";
        question.token = ann.token;
        question.json = {{"is_on", is_on}};
        return ask(question);
    }

    Person const ann = sign_up("ann@example.org");
};

TEST_F(Telemetry, is_added_up_by_day_route_and_kind)
{
    auto const bob = sign_up("bob@example.org");
    EXPECT_EQ(
        send({{{"route", "/"}, {"load_ms", 120}}, {{"route", "/"}, {"load_ms", 180}}}, ann.token).status,
        204);
    EXPECT_EQ(send({{{"route", "/"}, {"load_ms", 249}},
                    {{"route", "/"}, {"load_ms", 5000}},
                    {{"route", "/notebooks/:uuid"}, {"error", "core"}}},
                   bob.token)
                  .status,
              204);
    EXPECT_EQ(value("SELECT string_agg(concat_ws(' ', route, what, count), ', ' ORDER BY route, what) "
                    "FROM telemetry_days WHERE day = current_date"),
              "/ loaded_in_250_ms 3, / loaded_later 1, /notebooks/:uuid core 1");
    auto const metrics = get("/metrics", "").received.body;
    EXPECT_NE(
        metrics.find(R"(rmirror_dashboard_errors_total{route="/notebooks/:uuid",from="user",error="core"})"),
        std::string::npos)
        << metrics;
    EXPECT_NE(metrics.find(R"(rmirror_dashboard_load_seconds_total{route="/",from="user"})"),
              std::string::npos);
}

TEST_F(Telemetry, takes_nothing_but_names_that_it_knows)
{
    for (auto const& event :
         {json::object{{"route", "/notebooks/My diary"}, {"load_ms", 1}},
          json::object{{"route", "/"}, {"error", "Error: my diary"}},
          json::object{{"route", "/"}, {"load_ms", -1}},
          json::object{{"route", "/"}, {"load_ms", 1}, {"title", "My diary"}},
          json::object{{"route", "/"}, {"load_ms", 1}, {"error", "core"}}, json::object{{"route", "/"}}})
        EXPECT_EQ(send({event}, ann.token).status, 400) << json::serialize(event);
    EXPECT_EQ(value("SELECT count(*) FROM telemetry_days"), "0");
}

TEST_F(Telemetry, is_refused_once_the_user_turned_it_off)
{
    EXPECT_TRUE(get("/api/v1/telemetry", ann.token).json.at("is_on").as_bool());
    EXPECT_FALSE(turn(false).json.at("is_on").as_bool());
    EXPECT_EQ(send({{{"route", "/"}, {"load_ms", 1}}}, ann.token).text("type"), "telemetry_off");
    EXPECT_EQ(value("SELECT count(*) FROM telemetry_days"), "0");
    EXPECT_TRUE(turn(true).json.at("is_on").as_bool());
    EXPECT_EQ(send({{{"route", "/"}, {"load_ms", 1}}}, ann.token).status, 204);
}

TEST_F(Telemetry, of_guests_is_counted_apart)
{
    json::object const body = {{"events", {{{"route", "/"}, {"load_ms", 1}}}}};
    EXPECT_EQ(post("/api/v1/telemetry/guest", body).status, 204);
    EXPECT_EQ(send({{{"route", "/"}, {"load_ms", 1}}}, ann.token).status, 204);
    EXPECT_EQ(
        value("SELECT string_agg(is_guest || ' ' || count, ', ' ORDER BY is_guest) FROM telemetry_days"),
        "false 1, true 1");
}

TEST_F(Telemetry, is_of_people_who_are_signed_in)
{
    auto const device = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ann.token).text("access_token");
    EXPECT_EQ(send({{{"route", "/"}, {"load_ms", 1}}}, "").status, 401);
    EXPECT_EQ(send({{{"route", "/"}, {"load_ms", 1}}}, device).status, 403);
}

struct ForbiddenTelemetry : ApiTest {
    ForbiddenTelemetry() : ApiTest({{"RMIRROR_TELEMETRY", "off"}}) {}
};

TEST_F(ForbiddenTelemetry, is_turned_off_for_all_by_the_operator)
{
    auto const ann = sign_up("ann@example.org");
    auto const choice = get("/api/v1/telemetry", ann.token);
    EXPECT_FALSE(choice.json.at("is_allowed").as_bool());
    auto const refused =
        post("/api/v1/telemetry", {{"events", json::array{{{"route", "/"}, {"load_ms", 1}}}}}, ann.token);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(post("/api/v1/telemetry/guest", {{"events", json::array{}}}).status, 403);
    EXPECT_EQ(value("SELECT count(*) FROM telemetry_days"), "0");
}

}  // namespace
}  // namespace rmirror::test
