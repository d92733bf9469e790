// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/sign_in.hpp"

#include <gtest/gtest.h>

namespace rmirror::auth {
namespace {

std::string public_url(std::string const& listen, std::string const& given = "")
{
    auto const settings = Settings::read({{"RMIRROR_LISTEN", listen},
                                          {"RMIRROR_PUBLIC_URL", given},
                                          {"RMIRROR_JWT_SECRET", "a secret of thirty-two characters"}});
    auto const options = SignInOptions::read(settings.value());
    return options.ok() ? options.value().public_url : options.error().sentence;
}

TEST(SignInOptions, link_to_where_the_server_listens_unless_they_are_told_better)
{
    EXPECT_EQ(public_url("127.0.0.1:8080"), "http://127.0.0.1:8080");
    EXPECT_EQ(public_url("0.0.0.0:8081"), "http://localhost:8081");
    EXPECT_EQ(public_url("[::]:8081"), "http://localhost:8081");
    EXPECT_EQ(public_url("[::1]:8081"), "http://[::1]:8081");
    EXPECT_EQ(public_url("0.0.0.0:8081", "https://notes.example/ink/"), "https://notes.example/ink");
    EXPECT_EQ(public_url("0.0.0.0:8081", "notes.example"),
              "RMIRROR_PUBLIC_URL must begin with http:// or https:// and name a host.");
}

}  // namespace
}  // namespace rmirror::auth
