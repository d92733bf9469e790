// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/ids.hpp"

#include "db/array_text.hpp"
#include "db/database.hpp"
#include "db/statement.hpp"

#include <pqxx/except>

#include <optional>

namespace rmirror::db::test {
namespace {

constexpr Statement kShow = "SELECT $1::uuid, $1::uuid IS NULL, pg_typeof($1::uuid)";

struct IdsTest : DatabaseTest {
    template <typename Value>
    pqxx::row shown(Value const& given)
    {
        return as_system(pool, [&](pqxx::work& work) { return kShow.row(work, given); });
    }
};

TEST_F(IdsTest, go_to_the_database_and_come_back_as_they_were)
{
    auto const ada = add_user("ada@example.org");
    auto const row = shown(ada);
    EXPECT_TRUE(row[0].as<UserId>() == ada);
    EXPECT_EQ(row[2].as<std::string>(), "uuid");
    auto const found = as_user(pool, ada, [&](pqxx::work& work) {
        return work.exec_params1("SELECT id FROM users WHERE id = $1", ada)[0].as<UserId>();
    });
    EXPECT_TRUE(found == ada);
}

TEST_F(IdsTest, come_back_in_lower_case)
{
    auto const row = shown(PageId("0191D7AB-6E4C-7D2A-9C55-00000000000A"));
    EXPECT_EQ(row[0].as<PageId>().text(), "0191d7ab-6e4c-7d2a-9c55-00000000000a");
}

TEST_F(IdsTest, may_be_null_where_they_are_optional_and_nowhere_else)
{
    auto const none = shown(std::optional<UserId>());
    EXPECT_TRUE(none[1].as<bool>());
    EXPECT_FALSE(none[0].as<std::optional<UserId>>().has_value());
    EXPECT_ANY_THROW(none[0].as<UserId>());
    auto const some = shown(std::optional(UserId("0191d7ab-6e4c-7d2a-9c55-00000000000a")));
    EXPECT_FALSE(some[1].as<bool>());
    EXPECT_EQ(some[0].as<std::optional<UserId>>().value().text(), "0191d7ab-6e4c-7d2a-9c55-00000000000a");
    EXPECT_THROW(shown(UserId()), pqxx::data_exception) << "An empty id is no NULL.";
}

TEST_F(IdsTest, stand_in_arrays)
{
    std::vector const users{add_user("ada@example.org"), add_user("bob@example.org")};
    auto const found = as_system(pool, [&](pqxx::work& work) {
        return work.exec_params("SELECT id FROM users WHERE id = ANY ($1::uuid[]) ORDER BY id",
                                ArrayText(users).str());
    });
    ASSERT_EQ(found.size(), 2U);
    EXPECT_TRUE(found[0][0].as<UserId>() == users[0] && found[1][0].as<UserId>() == users[1]);
}

}  // namespace
}  // namespace rmirror::db::test
