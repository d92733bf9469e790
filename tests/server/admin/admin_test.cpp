// SPDX-License-Identifier: AGPL-3.0-or-later
// What admins see and do, through the API: nobody else gets there, every act is written and can be undone.
#include "routes/api_fixture.hpp"

#include <pqxx/except>

#include <set>
#include <thread>

namespace rmirror::test {
namespace {

namespace json = boost::json;

struct Admin : ApiTest {
    explicit Admin(Settings::Environment const& environment = {}) : ApiTest(environment) {}

    Person ann = sign_up("ann@example.org");

    void make_admin(Person const& person)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params("INSERT INTO admins (user_id) VALUES ($1)", person.id);
        });
    }

    Answered send(std::string method, std::string path, json::value body = nullptr)
    {
        return ask({.method = std::move(method),
                    .path = "/api/v1/admin/" + std::move(path),
                    .json = std::move(body),
                    .token = ann.token});
    }

    Answered change(Person const& person, json::object body)
    {
        return send("PATCH", "people/" + person.id, std::move(body));
    }

    json::array acts() { return send("GET", "acts").json.at("items").as_array(); }
    std::string id_of_act(std::size_t nth) { return acts().at(nth).at("id").as_string().c_str(); }
    Answered undo(std::string const& id) { return send("POST", "acts/" + id + "/undo"); }
};

TEST_F(Admin, nobody_else_finds_any_of_their_routes)
{
    auto const bob = sign_up("bob@example.org");
    make_admin(ann);
    std::pair<char const*, char const*> const routes[] = {
        {"GET", "people"},       {"PATCH", "people/00000000-0000-7000-8000-000000000001"},
        {"GET", "funnel"},       {"GET", "invitations"},
        {"POST", "invitations"}, {"DELETE", "invitations/00000000-0000-7000-8000-000000000001"},
        {"GET", "waitlist"},     {"POST", "waitlist/invitations"},
        {"GET", "health"},       {"DELETE", "waitlist/00000000-0000-7000-8000-000000000001"},
        {"GET", "acts"},         {"POST", "acts/00000000-0000-7000-8000-000000000001/undo"},
    };
    auto const nothing = ask({.path = "/api/v1/admin/nothing", .token = bob.token});
    for (auto const& [method, path] : routes) {
        Question question{.method = method, .path = std::string("/api/v1/admin/") + path};
        question.json = json::object{};
        EXPECT_EQ(ask(question).status, 401) << path;
        question.token = bob.token;
        auto const refused = ask(question);
        EXPECT_EQ(refused.status, 404) << path;
        EXPECT_EQ(refused.json, nothing.json) << path;
    }
    auto const device = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ann.token);
    EXPECT_EQ(ask({.path = "/api/v1/admin/people", .token = device.text("access_token")}).status, 404);
}

TEST_F(Admin, are_told_by_their_account)
{
    EXPECT_EQ(get("/api/v1/me", ann.token).json.at("is_admin"), json::value(false));
    make_admin(ann);
    EXPECT_EQ(get("/api/v1/me", ann.token).json.at("is_admin"), json::value(true));
}

TEST_F(Admin, see_who_people_are_and_what_is_counted_of_them)
{
    make_admin(ann);
    auto const bob = sign_up("bob@example.org");
    auto const list = send("GET", "people");
    ASSERT_EQ(list.status, 200) << list.received.body;
    auto const& items = list.json.at("items").as_array();
    ASSERT_EQ(items.size(), 2U);
    auto const& shown = items.at(0).as_object();
    EXPECT_EQ(shown.at("id").as_string().c_str(), bob.id);
    EXPECT_EQ(shown.at("email").as_string(), "bob@example.org");
    EXPECT_EQ(shown.at("step").as_string(), "signed_up");
    EXPECT_FALSE(shown.at("last_contact_at").is_null());
    EXPECT_EQ(json::serialize(shown.at("transcribed")), R"({"used":0,"limit":30})");
    EXPECT_EQ(json::serialize(shown.at("plan")),
              R"({"tier":"free","pages":null,"tokens":null,"storage":null})");
    EXPECT_EQ(list.header("cache-control"), "no-store");
}

TEST_F(Admin, find_people_and_page_through_them)
{
    make_admin(ann);
    for (auto const* const name : {"bob", "cyd", "Dan_1", "dan21"})
        sign_up(std::string(name) + "@example.org");
    auto const emails = [](Answered const& answer) {
        std::string all;
        for (auto const& item : answer.json.at("items").as_array())
            all += std::string(item.at("email").as_string()) + " ";
        return all;
    };
    EXPECT_EQ(emails(send("GET", "people?search=DAN")), "dan21@example.org Dan_1@example.org ");
    EXPECT_EQ(emails(send("GET", "people?search=dan_")), "Dan_1@example.org ");
    auto const first = send("GET", "people?limit=3");
    EXPECT_EQ(emails(first), "dan21@example.org Dan_1@example.org cyd@example.org ");
    auto const rest = send("GET", "people?limit=3&cursor=" + first.text("next"));
    EXPECT_EQ(emails(rest), "bob@example.org ann@example.org ");
    EXPECT_TRUE(rest.json.at("next").is_null());
}

TEST_F(Admin, count_how_far_people_have_come)
{
    make_admin(ann);
    auto const bob = sign_up("bob@example.org");
    post("/api/v1/auth/agent-token", {{"name", "desk"}}, bob.token);
    EXPECT_EQ(json::serialize(send("GET", "funnel").json.at("items")),
              R"([{"step":"signed_up","people":1},{"step":"device_connected","people":1},)"
              R"({"step":"sent","people":0},{"step":"transcribed","people":0},)"
              R"({"step":"connected","people":0},{"step":"complete","people":0}])");
}

TEST_F(Admin, set_a_tier_and_undo_it)
{
    make_admin(ann);
    auto const bob = sign_up("bob@example.org");
    auto const reset_before = get("/api/v1/quota", bob.token).json.at("reset_at");
    auto const changed = change(bob, {{"tier", "beta"}});
    ASSERT_EQ(changed.status, 200) << changed.received.body;
    EXPECT_EQ(json::serialize(changed.json.at("transcribed")), R"({"used":0,"limit":200})");
    auto const quota = get("/api/v1/quota", bob.token);
    EXPECT_EQ(quota.json.at("limit").as_int64(), 200);
    EXPECT_EQ(quota.json.at("reset_at"), reset_before);

    auto const act = acts().at(0).as_object();
    EXPECT_EQ(act.at("act").as_string(), "change_plan");
    EXPECT_EQ(act.at("admin").as_string(), "ann@example.org");
    EXPECT_EQ(act.at("person").as_string(), "bob@example.org");
    EXPECT_EQ(act.at("before").at("tier").as_string(), "free");
    EXPECT_EQ(act.at("after").at("tier").as_string(), "beta");
    EXPECT_TRUE(act.at("can_undo").as_bool());

    auto const undone = undo(act.at("id").as_string().c_str());
    ASSERT_EQ(undone.status, 200) << undone.received.body;
    EXPECT_EQ(undone.json.at("undoes"), act.at("id"));
    EXPECT_EQ(get("/api/v1/quota", bob.token).json.at("limit").as_int64(), 30);
    auto const log = acts();
    EXPECT_EQ(log.size(), 2U);
    EXPECT_FALSE(log.at(0).at("can_undo").as_bool());
    EXPECT_FALSE(log.at(1).at("can_undo").as_bool());
    EXPECT_EQ(log.at(1).at("undone_by"), log.at(0).at("id"));
    EXPECT_EQ(undo(act.at("id").as_string().c_str()).status, 409);
}

TEST_F(Admin, set_limits_of_one_person_which_the_tier_gives_back)
{
    make_admin(ann);
    auto const bob = sign_up("bob@example.org");
    change(bob, {{"pages", 7}, {"tokens", 0}, {"storage", 1'000'000}});
    auto const quota = get("/api/v1/quota", bob.token).json;
    EXPECT_EQ(quota.at("limit").as_int64(), 7);
    EXPECT_EQ(quota.at("tokens").at("limit").as_int64(), 0);
    EXPECT_EQ(quota.at("storage").at("limit").as_int64(), 1'000'000);
    change(bob, {{"pages", nullptr}, {"tier", "pro"}});
    auto const paid = get("/api/v1/quota", bob.token).json;
    EXPECT_TRUE(paid.at("limit").is_null());
    EXPECT_EQ(paid.at("tokens").at("limit").as_int64(), 0);
    EXPECT_EQ(acts().size(), 2U);
    change(bob, {{"tier", "pro"}});
    EXPECT_EQ(acts().size(), 2U) << "nothing changed";
    EXPECT_EQ(undo(id_of_act(1)).status, 409) << "it changed since";
    EXPECT_EQ(undo(id_of_act(0)).status, 200);
    EXPECT_EQ(get("/api/v1/quota", bob.token).json.at("limit").as_int64(), 7);
}

TEST_F(Admin, refuse_what_is_no_plan)
{
    make_admin(ann);
    EXPECT_EQ(change(ann, {{"tier", "gold"}}).status, 400);
    EXPECT_EQ(change(ann, {{"pages", -1}}).status, 400);
    EXPECT_EQ(change(ann, {{"colour", "red"}}).status, 400);
    EXPECT_EQ(change({.id = "00000000-0000-7000-8000-000000000001"}, {{"tier", "beta"}}).status, 404);
    EXPECT_EQ(change({.id = "bob"}, {{"tier", "beta"}}).status, 404);
    EXPECT_EQ(acts().size(), 0U);
}

TEST_F(Admin, the_last_one_stays)
{
    make_admin(ann);
    auto const refused = change(ann, {{"is_admin", false}, {"tier", "beta"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.text("detail"),
              "This is the only administrator, and without one nobody could make another. Make someone else "
              "an administrator first.");
    EXPECT_EQ(acts().size(), 0U);
    auto const bob = sign_up("bob@example.org");
    EXPECT_EQ(change(bob, {{"is_admin", true}}).status, 200);
    EXPECT_EQ(change(ann, {{"is_admin", false}}).status, 200);
    EXPECT_EQ(send("GET", "people").status, 404);
    ann = bob;
    EXPECT_EQ(acts().size(), 2U);
    EXPECT_EQ(undo(id_of_act(1)).status, 409) << "Bob is the last one now";
    EXPECT_EQ(undo(id_of_act(0)).status, 200);
    EXPECT_EQ(undo(id_of_act(2)).status, 200);
    EXPECT_EQ(send("GET", "people").status, 404);
}

TEST_F(Admin, of_two_who_demote_each_other_one_stays)
{
    make_admin(ann);
    auto const bob = sign_up("bob@example.org");
    make_admin(bob);
    auto const demote = [&](Person const& by, Person const& whom) {
        return ask({.method = "PATCH",
                    .path = "/api/v1/admin/people/" + whom.id,
                    .json = json::object{{"is_admin", false}},
                    .token = by.token})
            .status;
    };
    int first = 0;
    std::thread other([&] { first = demote(ann, bob); });
    int const second = demote(bob, ann);
    other.join();
    EXPECT_EQ((std::set{first, second}), (std::set{200, 404}));
    EXPECT_EQ(value("SELECT count(*) FROM admins"), "1");
}

TEST_F(Admin, make_and_revoke_invitations)
{
    make_admin(ann);
    auto const made = send("POST", "invitations");
    ASSERT_EQ(made.status, 201) << made.received.body;
    EXPECT_TRUE(made.text("link").starts_with("https://notes.example/sign-up#invitation="));
    auto const id = made.text("id");
    auto const state = [&] {
        return std::string(send("GET", "invitations").json.at("items").at(0).at("state").as_string());
    };
    EXPECT_EQ(state(), "open");
    EXPECT_EQ(send("DELETE", "invitations/" + id).status, 204);
    EXPECT_EQ(send("DELETE", "invitations/" + id).status, 204);
    EXPECT_EQ(state(), "revoked");
    EXPECT_EQ(undo(id_of_act(0)).status, 200);
    EXPECT_EQ(state(), "open");
    EXPECT_EQ(undo(id_of_act(2)).status, 200) << "the invitation itself";
    EXPECT_EQ(state(), "revoked");
    EXPECT_EQ(acts().size(), 4U);
    EXPECT_EQ(send("DELETE", "invitations/00000000-0000-7000-8000-000000000001").status, 404);
}

TEST_F(Admin, see_how_the_server_works_in_counts)
{
    make_admin(ann);
    auto const health = send("GET", "health");
    ASSERT_EQ(health.status, 200) << health.received.body;
    EXPECT_EQ(health.json.at("pages_without_quota").as_int64(), 0);
    EXPECT_TRUE(health.json.at("spending").is_null());
    EXPECT_FALSE(health.json.at("gateways").as_array().empty());
    EXPECT_TRUE(health.json.at("transcription").as_object().contains("paused_because"));
}

TEST_F(Admin, an_ended_session_acts_no_more)
{
    make_admin(ann);
    EXPECT_EQ(send("GET", "people").status, 200);
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec("UPDATE sessions SET revoked_at = now(), revoke_reason = 'administrator'");
    });
    EXPECT_EQ(send("POST", "invitations").status, 401);
    EXPECT_EQ(value("SELECT count(*) FROM invitations"), "0");
}

struct Waitlist : Admin {
    Waitlist() : Admin({{"RMIRROR_SIGNUP", "waitlist"}}) { make_admin(ann); }

    Answered join(std::string const& email) { return post("/api/v1/waitlist", {{"email", email}}); }
    json::array waiting() { return send("GET", "waitlist").json.at("items").as_array(); }
    std::string id_of(std::size_t nth) { return waiting().at(nth).at("id").as_string().c_str(); }
    Answered invite(json::array ids)
    {
        return send("POST", "waitlist/invitations", json::object{{"ids", std::move(ids)}});
    }
    static std::string code_in(json::value const& invited)
    {
        std::string const link = invited.at("link").as_string().c_str();
        return link.substr(link.find('=') + 1);
    }
    Answered sign_up_with(std::string const& code, std::string const& email)
    {
        return post("/api/v1/auth/signup", {{"email", email}, {"password", kPassword}, {"invitation", code}});
    }
};

TEST_F(Waitlist, takes_everyone_and_tells_nobody_who_is_on_it)
{
    EXPECT_EQ(ask({.path = "/api/v1/auth/signup"}).text("mode"), "waitlist");
    for (auto const* const email : {"bob@example.org", "BOB@example.org", "ann@example.org"}) {
        auto const joined = join(email);
        EXPECT_EQ(joined.status, 204) << email;
        EXPECT_EQ(joined.received.body, "") << email;
    }
    EXPECT_EQ(waiting().size(), 1U) << "Ann has an account already";
    EXPECT_EQ(join("bob").status, 400);
    EXPECT_EQ(post("/api/v1/auth/signup", {{"email", "bob@example.org"}, {"password", kPassword}}).status,
              403);
}

TEST_F(Waitlist, approves_several_and_whoever_signs_up_leaves_it)
{
    for (auto const* const name : {"bob", "cyd", "dan"})
        join(std::string(name) + "@example.org");
    auto const invited = invite({id_of(0), id_of(1), "00000000-0000-7000-8000-000000000001"});
    ASSERT_EQ(invited.status, 200) << invited.received.body;
    auto const& items = invited.json.at("items").as_array();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items.at(0).at("email").as_string(), "bob@example.org");
    EXPECT_EQ(invite({id_of(0)}).json.at("items").as_array().size(), 0U) << "has an invitation that works";
    EXPECT_EQ(send("GET", "waitlist?state=invited").json.at("items").as_array().size(), 2U);

    EXPECT_EQ(sign_up_with(code_in(items.at(0)), "robert@example.org").status, 201);
    EXPECT_EQ(waiting().size(), 2U);
    EXPECT_EQ(acts().at(1).at("person").as_string(), "robert@example.org");
    EXPECT_EQ(undo(id_of_act(1)).status, 409) << "the invitation was used";
    EXPECT_EQ(undo(id_of_act(0)).status, 200);
    EXPECT_EQ(waiting().at(0).at("state").as_string(), "waiting");
    EXPECT_EQ(sign_up_with(code_in(items.at(1)), "cyd@example.org").text("type"), "invitation_unknown");
    EXPECT_EQ(invite({id_of(0)}).json.at("items").as_array().size(), 1U);
}

TEST_F(Waitlist, forgets_who_is_removed)
{
    join("bob@example.org");
    auto const id = id_of(0);
    EXPECT_EQ(send("DELETE", "waitlist/" + id).status, 204);
    EXPECT_EQ(send("DELETE", "waitlist/" + id).status, 404);
    EXPECT_EQ(acts().at(0).at("act").as_string(), "remove_from_waitlist");
    EXPECT_FALSE(acts().at(0).at("can_undo").as_bool());
    EXPECT_EQ(undo(id_of_act(0)).status, 409);
    EXPECT_EQ(value("SELECT count(*) FROM admin_acts WHERE admin_acts::text LIKE '%bob%'"), "0");
}

TEST_F(Waitlist, an_invitation_that_expired_can_be_made_again)
{
    join("bob@example.org");
    invite({id_of(0)});
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE invitations SET expires_at = now()"); });
    EXPECT_EQ(waiting().at(0).at("state").as_string(), "waiting");
    EXPECT_EQ(invite({id_of(0)}).json.at("items").as_array().size(), 1U);
}

TEST_F(Admin, there_is_no_waitlist_where_everyone_can_sign_up)
{
    EXPECT_EQ(post("/api/v1/waitlist", {{"email", "bob@example.org"}}).status, 409);
}

}  // namespace
}  // namespace rmirror::test
