// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/event.hpp"

#include "crypto/hmac.hpp"
#include "hashing.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <string>
#include <vector>

namespace rmirror::plans {
namespace {

// From docs/decisions/0111: computed with the stripe package.
Secret const kSecret("whsec_test_secret");
constexpr std::int64_t kTime = 1'614'265'330;
constexpr auto kBody = R"({"id":"evt_1","object":"event"})";
constexpr auto kSignature = "42b3d2b2181207b6b299df380bf37599bb895dc182467ba12e046b1916c4cd19";

std::chrono::system_clock::time_point at(std::int64_t seconds)
{
    return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
}

bool is_taken(std::string const& header, std::int64_t now = kTime)
{
    return is_signed(kSecret, header, kBody, at(now));
}

std::string const kHeader = std::string("t=1614265330,v1=") + kSignature;

TEST(StripeSignature, is_made_with_the_whole_secret)
{
    EXPECT_TRUE(is_taken(kHeader));
    EXPECT_FALSE(is_signed(Secret("test_secret"), kHeader, kBody, at(kTime)));
    EXPECT_FALSE(is_signed(Secret(), kHeader, kBody, at(kTime)));
    auto const mac = crypto::hmac_sha256(Secret(), "1614265330." + std::string(kBody));
    auto const by_nobody = to_hex({reinterpret_cast<std::uint8_t const*>(mac.data()), mac.size()});
    EXPECT_FALSE(is_signed(Secret(), "t=1614265330,v1=" + by_nobody, kBody, at(kTime)));
}

TEST(StripeSignature, is_of_this_body)
{
    EXPECT_FALSE(is_signed(kSecret, kHeader, R"({"id":"evt_2","object":"event"})", at(kTime)));
    EXPECT_FALSE(is_signed(kSecret, kHeader, std::string(kBody) + "\n", at(kTime)));
    EXPECT_FALSE(is_signed(kSecret, kHeader, "", at(kTime)));
}

TEST(StripeSignature, may_be_any_of_version_1)
{
    auto const other = std::string(64, '0');
    EXPECT_TRUE(is_taken("t=1614265330,v1=" + other + ",v1=" + kSignature));
    EXPECT_TRUE(is_taken("t=1614265330,v1=" + std::string(kSignature) + ",v1=" + other + ",v0=" + other));
    EXPECT_TRUE(is_taken("v1=" + std::string(kSignature) + ",t=1614265330"));
    EXPECT_FALSE(is_taken("t=1614265330,v0=" + std::string(kSignature)));
    EXPECT_FALSE(is_taken("t=1614265330,v1a=" + std::string(kSignature)));
    EXPECT_FALSE(is_taken("t=1614265330,v2=" + std::string(kSignature)));
    EXPECT_FALSE(is_taken("t=1614265330,v1=" + other));
}

TEST(StripeSignature, is_at_most_five_minutes_old_and_no_more_from_the_future)
{
    EXPECT_TRUE(is_taken(kHeader, kTime + 300));
    EXPECT_FALSE(is_taken(kHeader, kTime + 301));
    EXPECT_TRUE(is_taken(kHeader, kTime - 300));
    EXPECT_FALSE(is_taken(kHeader, kTime - 301));
}

TEST(StripeSignature, is_refused_if_it_is_malformed)
{
    auto const v1 = std::string(",v1=") + kSignature;
    std::vector<std::string> const malformed = {
        "",
        "t=1614265330",
        v1.substr(1),
        "t=" + v1,
        "t" + v1,
        "t=1614265330x" + v1,
        "t= 1614265330" + v1,
        "t=99999999999999999999" + v1,
        "t=1614265330,t=1614265330" + v1,
        "t=1614265330;v1=" + std::string(kSignature),
        "t=1614265330,v1= " + std::string(kSignature),
        "t=1614265330,v1=42B3D2B2181207B6B299DF380BF37599BB895DC182467BA12E046B1916C4CD19",
        std::string(5000, ','),
        std::string(5000, '='),
    };
    for (auto const& header : malformed)
        EXPECT_FALSE(is_taken(header)) << header.substr(0, 100);
}

std::optional<Event> parsed(std::string const& json, bool is_live = false)
{
    return event_in(boost::json::parse(json).as_object(), is_live);
}

std::string event(std::string const& type, std::string const& object, std::string const& more = "")
{
    return R"({"id":"evt_1","object":"event","livemode":false,"type":")" + type + R"(","data":{"object":)" +
           object + "}" + more + "}";
}

std::string subscription_of(std::string const& type, std::string const& object)
{
    auto const found = parsed(event(type, object));
    return found ? found->subscription_id : "none";
}

TEST(StripeEvent, names_the_subscription_it_is_about)
{
    EXPECT_EQ(subscription_of("customer.subscription.paused", R"({"object":"subscription","id":"sub_1"})"),
              "sub_1");
    EXPECT_EQ(subscription_of("checkout.session.completed", R"({"subscription":"sub_2"})"), "sub_2");
    EXPECT_EQ(subscription_of("checkout.session.async_payment_failed", R"({"subscription":{"id":"sub_3"}})"),
              "sub_3");
    EXPECT_EQ(
        subscription_of("invoice.paid", R"({"parent":{"subscription_details":{"subscription":"sub_4"}}})"),
        "sub_4");
    EXPECT_EQ(subscription_of("invoice.payment_failed", R"({"subscription":"sub_5"})"), "sub_5");
}

TEST(StripeEvent, of_another_kind_names_none)
{
    EXPECT_EQ(subscription_of("customer.updated", R"({"object":"customer","id":"cus_1"})"), "");
    EXPECT_EQ(subscription_of("checkout.session.completed", R"({"subscription":null})"), "");
    EXPECT_EQ(subscription_of("invoice.paid", R"({"parent":null})"), "");
    EXPECT_EQ(subscription_of("customer.subscription.updated", R"({"object":"subscription","id":"../x"})"),
              "");
    EXPECT_EQ(subscription_of("customer.subscription.updated", R"({"object":"customer","id":"cus_1"})"), "");
    EXPECT_EQ(subscription_of("something.new", R"({})"), "");
}

TEST(StripeEvent, of_another_mode_or_account_has_no_effect)
{
    auto const paid = R"({"object":"subscription","id":"sub_1"})";
    auto const test = event("customer.subscription.created", paid);
    EXPECT_FALSE(parsed(test)->is_of_other);
    EXPECT_TRUE(parsed(test, true)->is_of_other);
    EXPECT_EQ(parsed(test, true)->subscription_id, "");
    auto const other = parsed(event("customer.subscription.created", paid, R"(,"account":"acct_1")"));
    EXPECT_TRUE(other->is_of_other);
    EXPECT_EQ(other->subscription_id, "");
}

TEST(StripeEvent, is_refused_unless_it_has_its_object)
{
    for (
        auto const* const json :
        {R"({})",
         R"({"id":"evt_1","object":"v2.core.event","livemode":false,"type":"v1.billing.meter.no_meter_found"})",
         R"({"id":"evt_1","object":"event","livemode":false,"type":"a"})",
         R"({"id":"evt_1","object":"event","livemode":false,"type":"a","data":{"object":1}})",
         R"({"id":"evt_1","object":"event","type":"a","data":{"object":{}}})",
         R"({"id":"evt_1","object":"event","livemode":"no","type":"a","data":{"object":{}}})",
         R"({"id":"","object":"event","livemode":false,"type":"a","data":{"object":{}}})",
         R"({"id":"evt 1","object":"event","livemode":false,"type":"a","data":{"object":{}}})",
         R"({"id":1,"object":"event","livemode":false,"type":"a","data":{"object":{}}})",
         R"({"id":"evt_1","object":"event","livemode":false,"type":"","data":{"object":{}}})",
         R"({"id":"evt_1","object":"event","livemode":false,"type":"a\u0000b","data":{"object":{}}})"})
        EXPECT_FALSE(parsed(json)) << json;
    EXPECT_FALSE(parsed(event(std::string(101, 'a'), "{}")));
}

}  // namespace
}  // namespace rmirror::plans
