// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webhook/webhook.hpp"

#include "crypto/base64.hpp"
#include "crypto/webhook_signature.hpp"
#include "wire/test_server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace rmirror::targets::webhook {
namespace {

namespace json = boost::json;
using http::test::Inbox;
using http::test::TestServer;
using Kind = queue::Outcome::Kind;

constexpr auto kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr auto kMarker = "0192f0c1-2222-7000-8000-000000000001";

struct Received {
    std::string id;
    std::string time;
    std::string signature;
    std::string body;
};

class WebhookTarget : public testing::Test {
protected:
    http::FrontOptions receiver()
    {
        http::FrontOptions front;
        front.routes = {{http::Method::post, "/hook", http::replying([this](http::Request const& request) {
                             received_.put({std::string(request.header("webhook-id")),
                                            std::string(request.header("webhook-timestamp")),
                                            std::string(request.header("webhook-signature")), request.body});
                             auto reply = http::ok_text(answer_to(request.body));
                             reply.status = static_cast<http::Code>(status_.load());
                             return reply.with("Retry-After", "3600");
                         }),
                         http::Runs::on_loop}};
        return front;
    }

    std::string answer_to(std::string const& body) const
    {
        auto const event = json::parse(body).as_object();
        if (event.at("type") != "verification")
            return std::string(answer_bytes_, 'x');
        std::string const challenge(event.at("data").at("challenge").as_string());
        switch (repeats_) {
            case Repeats::member:
                return json::serialize(json::object{{"challenge", challenge}, {"more", 1}});
            case Repeats::text:
                return challenge + "\r\n";
            case Repeats::part:
                return challenge.substr(1);
            case Repeats::event:
                return body;
            default:
                return "ok";
        }
    }

    TargetContext context(bool private_urls = true, std::string const& host = "127.0.0.1")
    {
        Values values;
        values.settings["address"] = "http://" + host + ":" + std::to_string(server_.port()) + "/hook";
        values.secrets["signing_secret"] = Secret(kSecret);
        return {
            {.gateway = gateway_, .public_url = "https://notes.example.org", .private_urls = private_urls},
            UserId("0192f0c1-3333-7000-8000-000000000001"),
            std::move(values)};
    }

    static Delivery page()
    {
        Delivery item{.type = ItemType::page_text, .item_key = "key", .notebook_uuid = "n", .page_uuid = "p"};
        item.content = {{"notebook_uuid", "n"},
                        {"page_uuid", "p"},
                        {"text", "Milk"},
                        {"pictures", json::array{{{"part", 2}, {"sha256", "abc"}},
                                                 {{"part", 1}, {"purpose", "display"}, {"sha256", "def"}}}}};
        item.context = {{"visible_name", "Diary"}};
        item.marker = kMarker;
        return item;
    }

    DeliveryResult result_of(int status, std::size_t answer_bytes = 2)
    {
        status_ = status;
        answer_bytes_ = answer_bytes;
        auto there = context();
        auto const item = page();
        return kTarget.push(there, {&item, 1}).front();
    }

    enum class Repeats { member, text, part, event, nothing };

    std::atomic<Repeats> repeats_ = Repeats::member;
    std::atomic<int> status_ = 200;
    std::atomic<std::size_t> answer_bytes_ = 2;
    Inbox<Received> received_;
    TestServer server_{{}, receiver()};
    upstream::Client client_;
    upstream::Gateway gateway_{client_,
                               {.name = "webhook", .cools_down = upstream::GatewayOptions::CoolsDown::limit}};
};

TEST_F(WebhookTarget, posts_a_signed_event_under_its_marker)
{
    auto there = context();
    auto const item = page();
    auto const result = kTarget.push(there, {&item, 1}).front();
    EXPECT_EQ(result.outcome.kind, Kind::done) << result.outcome.message;
    auto const received = received_.take();
    EXPECT_EQ(received.id, kMarker);
    EXPECT_EQ(received.signature,
              crypto::webhook_signature(Secret(kSecret), kMarker, std::stoll(received.time), received.body));
    auto const event = json::parse(received.body).as_object();
    EXPECT_EQ(event.at("type"), "page_text.updated");
    EXPECT_EQ(event.at("data"),
              json::parse(R"({"id": "key", "notebook_uuid": "n", "page_uuid": "p", "text": "Milk",
                              "pictures": [{"part": 2, "sha256": "abc", "url":
                "https://notes.example.org/api/v1/notebooks/n/pages/p/image?part=2"},
                                           {"part": 1, "purpose": "display", "sha256": "def", "url":
                "https://notes.example.org/api/v1/notebooks/n/pages/p/image?purpose=display"}],
                              "context": {"visible_name": "Diary"}})"));
}

TEST_F(WebhookTarget, tells_what_is_gone_by_its_ids_alone)
{
    auto there = context();
    Delivery const gone{.type = ItemType::todo, .item_key = "key", .notebook_uuid = "n", .marker = kMarker};
    EXPECT_EQ(kTarget.remove(there, {&gone, 1}).front().outcome.kind, Kind::done);
    auto const event = json::parse(received_.take().body).as_object();
    EXPECT_EQ(event.at("type"), "todo.deleted");
    EXPECT_EQ(event.at("data"), json::parse(R"({"id": "key", "notebook_uuid": "n"})"));
}

TEST_F(WebhookTarget, counts_only_2xx)
{
    using queue::ErrorClass;
    struct Row {
        int status;
        Kind kind;
        ErrorClass error;
        bool stops;
    };
    for (auto const& row : std::initializer_list<Row>{
             {204, Kind::done, ErrorClass::unknown_error, false},
             {302, Kind::retry, ErrorClass::network_error, false},
             {400, Kind::retry, ErrorClass::invalid_data, false},
             {401, Kind::retry, ErrorClass::auth_error, true},
             {404, Kind::retry, ErrorClass::network_error, false},
             {410, Kind::retry, ErrorClass::invalid_data, true},
             {500, Kind::retry, ErrorClass::network_error, false},
         }) {
        auto const result = result_of(row.status);
        EXPECT_EQ(result.outcome.kind, row.kind) << row.status;
        EXPECT_EQ(result.stops, row.stops) << row.status;
        if (row.kind == Kind::done)
            continue;
        EXPECT_EQ(result.outcome.error, row.error) << row.status;
    }
}

TEST_F(WebhookTarget, takes_no_harm_from_a_long_answer)
{
    EXPECT_EQ(result_of(200, 5'000'000).outcome.kind, Kind::done);
    EXPECT_EQ(result_of(500, 5'000'000).outcome.kind, Kind::retry);
}

TEST_F(WebhookTarget, waits_as_long_as_it_is_asked_to)
{
    auto const result = result_of(429);
    EXPECT_EQ(result.outcome.kind, Kind::later);
    EXPECT_EQ(result.outcome.after, std::chrono::hours(1));
}

TEST_F(WebhookTarget, calls_no_private_address_unless_it_may)
{
    for (auto const* const host : {"127.0.0.1", "localhost"}) {
        auto there = context(false, host);
        auto const item = page();
        auto const result = kTarget.push(there, {&item, 1}).front();
        EXPECT_TRUE(result.stops) << host;
        EXPECT_NE(result.outcome.message.find("private network"), std::string::npos) << host;
    }
    EXPECT_FALSE(received_.take_if_any());
}

TEST_F(WebhookTarget, refuses_addresses_by_the_field)
{
    Values values;
    values.settings["address"] = "http://192.168.0.7/hook";
    auto const fault = kTarget.validate(values, false);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->field, "address");
    EXPECT_EQ(fault->sentence, "Must not be an address of a private network.");
    EXPECT_FALSE(kTarget.validate(values, true));
    values.settings["address"] = "notes.example.org";
    EXPECT_TRUE(kTarget.validate(values, true));
}

TEST_F(WebhookTarget, draws_secrets_of_32_bytes)
{
    auto const secret = kTarget.generate().reveal();
    EXPECT_EQ(secret.rfind("whsec_", 0), 0U);
    EXPECT_EQ(crypto::parse_base64(secret.substr(6)).value_or("").size(), 32U);
    EXPECT_NE(kTarget.generate().reveal(), secret);
}

TEST_F(WebhookTarget, tests_with_an_event_of_its_own)
{
    auto there = context();
    EXPECT_EQ(kTarget.test(there).outcome.kind, Kind::done);
    EXPECT_EQ(json::parse(received_.take().body).at("type"), "verification");
    auto const received = received_.take();
    EXPECT_EQ(json::parse(received.body).at("type"), "test");
    EXPECT_EQ(kTarget.test(there).outcome.kind, Kind::done);
    received_.take();
    EXPECT_NE(received_.take().id, received.id);
}

TEST_F(WebhookTarget, takes_the_challenge_alone_for_its_owners_consent)
{
    for (auto const how : {Repeats::member, Repeats::text}) {
        repeats_ = how;
        auto there = context();
        EXPECT_EQ(kTarget.verify(there).outcome.kind, Kind::done);
        auto const received = received_.take();
        EXPECT_EQ(received.signature, crypto::webhook_signature(Secret(kSecret), received.id,
                                                                std::stoll(received.time), received.body));
    }
    for (auto const how : {Repeats::part, Repeats::event, Repeats::nothing}) {
        repeats_ = how;
        auto there = context();
        auto const result = kTarget.verify(there);
        EXPECT_EQ(result.outcome.kind, Kind::retry);
        EXPECT_TRUE(result.stops);
        EXPECT_NE(result.outcome.message.find("challenge"), std::string::npos);
        received_.take();
        EXPECT_EQ(kTarget.test(there).outcome.kind, Kind::retry);
        EXPECT_EQ(json::parse(received_.take().body).at("type"), "verification");
        EXPECT_FALSE(received_.take_if_any()) << "it is sent no event";
    }
}

TEST_F(WebhookTarget, that_refuses_a_challenge_is_sent_nothing_else)
{
    for (int const status : {400, 401, 410}) {
        status_ = status;
        auto there = context();
        EXPECT_TRUE(kTarget.verify(there).stops) << status;
    }
    for (int const status : {302, 404, 500}) {
        status_ = status;
        auto there = context();
        auto const result = kTarget.verify(there);
        EXPECT_EQ(result.outcome.error, queue::ErrorClass::network_error) << status;
        EXPECT_FALSE(result.stops) << status << ": five in a row do";
    }
}

}  // namespace
}  // namespace rmirror::targets::webhook
