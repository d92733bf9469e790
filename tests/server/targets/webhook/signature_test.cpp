// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webhook/signature.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets::webhook {
namespace {

/// The one of the packages of Svix and Standard Webhooks.
constexpr std::string_view kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

TEST(WebhookSignature, is_that_of_the_standard)
{
    for (auto const* const secret :
         {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
        EXPECT_EQ(signature_of(Secret(secret), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330,
                               R"({"test": 2432232314})"),
                  kSignature);
}

TEST(WebhookSignature, covers_id_time_and_body)
{
    Secret const secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    auto const one = signature_of(secret, "a", 1, "body");
    EXPECT_NE(one, signature_of(secret, "b", 1, "body"));
    EXPECT_NE(one, signature_of(secret, "a", 2, "body"));
    EXPECT_NE(one, signature_of(secret, "a", 1, "bodies"));
    EXPECT_NE(one, signature_of(Secret("whsec_AAAA"), "a", 1, "body"));
}

}  // namespace
}  // namespace rmirror::targets::webhook
