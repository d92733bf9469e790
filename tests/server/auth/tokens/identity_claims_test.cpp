// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/identity_claims.hpp"

#include "crypto/token_vectors.hpp"

#include <gtest/gtest.h>

namespace rmirror::auth {
namespace {

using test::token_vectors;
using test::vector_text;

TEST(IdentityClaims, accepts_the_good_tokens_and_names_a_fault_of_each_other_genuine_one)
{
    Issuer const issuer{vector_text(token_vectors(), "issuer"),
                        {"rmirror", vector_text(token_vectors(), "audience")}};
    Time const now(std::chrono::seconds(token_vectors().at("now").as_int64()));
    int judged = 0;
    for (auto const& each : token_vectors().at("tokens").as_array()) {
        auto const& vector = each.as_object();
        if (!vector.at("genuine").as_bool())
            continue;
        auto const token = crypto::parse_jwt(vector_text(vector, "token")).value();
        EXPECT_EQ(!fault_of(token, issuer, now), vector.at("accepted").as_bool())
            << vector_text(vector, "name");
        ++judged;
    }
    EXPECT_GT(judged, 30);
}

}  // namespace
}  // namespace rmirror::auth
