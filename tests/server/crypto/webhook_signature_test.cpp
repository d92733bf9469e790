// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/webhook_signature.hpp"

#include <gtest/gtest.h>

namespace rmirror::crypto {
namespace {

/// The one of the packages of Svix and Standard Webhooks.
constexpr std::string_view kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
constexpr std::string_view kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::string_view kBody = R"({"test": 2432232314})";

Secret svix_secret()
{
    return Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
}

TEST(WebhookSignature, is_that_of_the_standard)
{
    for (auto const* const secret :
         {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
        EXPECT_EQ(webhook_signature(Secret(secret), kId, 1'614'265'330, kBody), kSignature);
}

TEST(WebhookSignature, covers_id_time_and_body)
{
    auto const secret = svix_secret();
    auto const one = webhook_signature(secret, "a", 1, "body");
    EXPECT_NE(one, webhook_signature(secret, "b", 1, "body"));
    EXPECT_NE(one, webhook_signature(secret, "a", 2, "body"));
    EXPECT_NE(one, webhook_signature(secret, "a", 1, "bodies"));
    EXPECT_NE(one, webhook_signature(Secret("whsec_AAAA"), "a", 1, "body"));
}

TEST(WebhookSignature, is_found_among_others)
{
    auto const is_signed = [](std::string const& header) {
        return has_webhook_signature(svix_secret(), header, kId, "1614265330", kBody);
    };
    std::string const good(kSignature);
    std::string const other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    EXPECT_TRUE(is_signed(good));
    EXPECT_TRUE(is_signed(other + " " + good));
    EXPECT_TRUE(is_signed("v1a,AAAA v2,BBBB " + good + " " + other));
    auto const value = good.substr(good.find(',') + 1);
    for (auto const& bad : {std::string(), other, "v1a," + value, "v2," + value, value, good + "x",
                            "x" + good, (good + ",").append(other), std::string("v1,"), std::string(" ")})
        EXPECT_FALSE(is_signed(bad)) << bad;
}

TEST(WebhookSignature, needs_the_id_time_and_body_as_they_came)
{
    auto const is_signed = [](std::string_view id, std::string_view seconds, std::string_view body) {
        return has_webhook_signature(svix_secret(), kSignature, id, seconds, body);
    };
    EXPECT_TRUE(is_signed(kId, "1614265330", kBody));
    EXPECT_FALSE(is_signed("msg_2", "1614265330", kBody));
    EXPECT_FALSE(is_signed(kId, "1614265331", kBody));
    EXPECT_FALSE(is_signed(kId, "01614265330", kBody));
    EXPECT_FALSE(is_signed(kId, "1614265330", R"({"test":2432232314})"));
}

TEST(WebhookSignature, needs_a_secret_of_the_standard)
{
    EXPECT_TRUE(is_webhook_secret(svix_secret()));
    for (auto const* const bad : {"", "whsec_", "whsec_not base64", "whsec_MfKQ9"}) {
        EXPECT_FALSE(is_webhook_secret(Secret(bad))) << bad;
        EXPECT_FALSE(has_webhook_signature(Secret(bad), kSignature, kId, "1614265330", kBody)) << bad;
    }
}

}  // namespace
}  // namespace rmirror::crypto
