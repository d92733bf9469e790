// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/second_credential.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {
namespace {

constexpr std::array kFields = {
    Field{.key = "user", .label = "User"},
    Field{.key = "password", .kind = FieldKind::secret, .label = "Password"},
    Field{.key = "code", .kind = FieldKind::secret, .label = "Code"},
    Field{.key = "signature", .kind = FieldKind::generated, .label = "Signature"},
};
constexpr Target kTarget{.name = "safe", .fields = kFields};

Values values()
{
    Values values;
    values.settings["user"] = "kim";
    values.secrets["password"] = Secret("old");
    values.secrets["second_password"] = Secret("new");
    values.secrets["code"] = Secret("1234");
    values.secrets["signature"] = Secret("ours");
    return values;
}

TEST(SecondCredential, is_asked_for_each_secret_that_a_user_enters)
{
    std::vector<bool> have;
    have.reserve(kFields.size());
    for (auto const& field : kFields)
        have.push_back(has_second(field));
    EXPECT_EQ(have, (std::vector<bool>{false, true, true, false}));
    EXPECT_EQ(second_keys_of(kTarget, values()), std::vector<std::string>{"second_password"});
}

TEST(SecondCredential, takes_the_place_of_the_first)
{
    auto const other = exchanged(kTarget, values());
    ASSERT_TRUE(other);
    EXPECT_EQ(other->secret("password").reveal(), "new");
    EXPECT_EQ(other->secret("second_password").reveal(), "old");
    EXPECT_EQ(other->secret("code").reveal(), "1234");
    EXPECT_EQ(other->secret("signature").reveal(), "ours");
    EXPECT_EQ(other->setting("user"), "kim");
}

TEST(SecondCredential, is_tested_alone)
{
    auto const alone = second_alone(kTarget, values());
    ASSERT_TRUE(alone);
    EXPECT_EQ(alone->secret("password").reveal(), "new");
    EXPECT_TRUE(alone->secret("second_password").empty());
    EXPECT_FALSE(exchanged(kTarget, *alone));
}

TEST(SecondCredential, is_none_where_only_the_first_is_known)
{
    auto alone = values();
    alone.secrets["second_password"] = Secret("");
    EXPECT_FALSE(exchanged(kTarget, alone));
    alone.secrets.erase("second_password");
    EXPECT_FALSE(exchanged(kTarget, alone));
}

TEST(SecondCredential, is_tried_only_where_the_first_was_refused)
{
    using queue::ErrorClass;
    using queue::Outcome;
    DeliveryResult const refused{
        .outcome = Outcome::retry(ErrorClass::auth_error, "401"), .remote = std::nullopt, .stops = true};
    EXPECT_TRUE(is_credential_refused(refused));
    EXPECT_FALSE(is_credential_refused(
        {.outcome = Outcome::retry(ErrorClass::invalid_data, "private"), .remote = {}, .stops = true}));
    EXPECT_FALSE(is_credential_refused({.outcome = Outcome::done(), .remote = std::nullopt}));
    EXPECT_EQ(result_with_second(refused).outcome.message,
              "Both saved credentials were refused: enter a new one.");
}

}  // namespace
}  // namespace rmirror::targets
