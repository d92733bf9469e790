// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys of tenants' tables begin with the user (docs/decisions/0082): rows of one user lie together in every
// index, and no key tells one tenant what another has.
#include "db/database.hpp"

#include <iostream>
#include <map>
#include <set>

namespace rmirror::db::test {
namespace {

/// Tables that belong to no user, each with its reason.
std::map<std::string, std::string> const kWithoutUser = {
    {"admin_acts", "outlives the accounts it concerns"},
    {"backup_state", "one row about the installation"},
    {"clerk_deliveries", "a delivery may concern someone who has no account"},
    {"deleted_identities", "outlives the accounts it concerns"},
    {"invitations", "each lets in someone who has no account yet"},
    {"mail_requests", "by addresses that may have no account"},
    {"mail_state", "one row about the installation"},
    {"meaning_spaces", "models of the installation"},
    {"meaning_state", "one row about the installation"},
    {"ocr_batches", "a batch holds pages of many users"},
    {"reading_state", "one row about the installation"},
    {"removal_receipts", "of accounts that are gone"},
    {"schema_migrations", "about the schema"},
    {"sign_in_attempts", "counted by address, whether or not it has an account"},
    {"spend_days", "what the installation spends"},
    {"stripe_checks", "subscriptions whose customer is found out at Stripe"},
    {"stripe_comparison", "one row about the installation"},
    {"stripe_events", "of Stripe, whoever they concern"},
    {"stripe_leavers", "of accounts that are gone"},
    {"tier_limits", "about the installation"},
    {"telemetry_days", "sums of what all dashboards send"},
    {"waitlist", "people who have no account yet"},
    {"workspace_audit", "of a workspace, which many may own"},
    {"workspace_history", "outlives the account that had the workspace"},
    {"workspace_invitations", "of a workspace, which many may own"},
    {"workspaces", "its members have rows in workspace_members"},
};

/// Keys of tenants' tables that don't begin with the user, because a row is found by them before its user is
/// known.
std::map<std::string, std::string> const kBeforeUser = {
    {"users_email", "signing in names an address"},
    {"identities_issuer_subject_key", "the sign-in service names its own id"},
    {"refresh_tokens_token_hash_key", "the cookie is all that a refresh has"},
    {"agent_tokens_jti_key", "a token's id, which no two devices may share"},
    {"agent_tokens_previous_jti_key", "the id of the token before it"},
    {"sign_in_visits_pkey", "a secret that comes back from a sign-in provider"},
    {"device_codes_pkey", "a device that waits has no user"},
    {"device_codes_device_code_hash_key", "the secret that the device polls with"},
    {"device_codes_shown", "the code that a person types"},
    {"account_links_token_hash_key", "the secret in a mail's link"},
    {"audit_pkey", "what happened outlives the account"},
    {"oauth_states_state_hash_key", "a secret that comes back from a service"},
};

std::string reasons(std::map<std::string, std::string> const& names)
{
    std::string text;
    for (auto const& [name, reason] : names)
        text.append("  ").append(name).append(": ").append(reason).append("\n");
    return text;
}

struct Keys : DatabaseTest {
    std::set<std::string> names(std::string const& sql)
    {
        std::set<std::string> found;
        for (auto const& row : as_system(pool, [&](pqxx::work& work) { return work.exec(sql); }))
            found.insert(row[0].as<std::string>());
        return found;
    }
};

std::set<std::string> names_of(std::map<std::string, std::string> const& reasons)
{
    std::set<std::string> names;
    for (auto const& [name, reason] : reasons)
        names.insert(name);
    return names;
}

/// Each key (primary, unique, exclusion) of a table with rows of tenants, and the column that it begins with.
constexpr auto kKeys = R"sql(
    WITH tenants AS (
        SELECT polrelid AS relation, CASE polrelid::regclass::text WHEN 'users' THEN 'id' ELSE 'user_id' END AS owner
        FROM pg_policy WHERE polname = 'tenant'),
    keys AS (
        SELECT relation, owner, indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid, 1, true) AS first,
               indpred IS NULL AS is_total
        FROM pg_index JOIN tenants ON relation = indrelid WHERE indisunique OR indisexclusion) )sql";

TEST_F(Keys, begin_with_the_user)
{
    auto const others = names(std::string(kKeys) + "SELECT name FROM keys WHERE first <> owner");
    EXPECT_EQ(others, names_of(kBeforeUser));
    std::cout << "Keys that begin with something else than the user:\n" << reasons(kBeforeUser);
}

TEST_F(Keys, name_each_row_of_a_tenant_by_its_user)
{
    auto const without = names(std::string(kKeys) +
                               "SELECT relation::regclass::text FROM tenants "
                               "WHERE NOT EXISTS (SELECT FROM keys WHERE keys.relation = tenants.relation "
                               "AND first = keys.owner AND is_total)");
    EXPECT_EQ(without, (std::set<std::string>{"audit", "device_codes", "sign_in_visits"}))
        << "Their rows may have no user.";
}

TEST_F(Keys, are_of_tenants_unless_a_table_is_known_to_have_none)
{
    auto const found = names(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
        "AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'tenant')");
    EXPECT_EQ(found, names_of(kWithoutUser));
    std::cout << "Tables that belong to no user:\n" << reasons(kWithoutUser);
}

/// Of the columns that another table refers to, the user is one; tenancy_test holds that for each foreign
/// key. Those that find rows to delete with another row do so by the user first.
TEST_F(Keys, of_the_other_table_can_be_looked_up_by_the_columns_that_refer_to_it)
{
    EXPECT_EQ(value(R"sql(
        SELECT string_agg(conrelid::regclass || '.' || conname, ' ')
        FROM pg_constraint
        WHERE contype = 'f' AND confdeltype <> 'a' AND NOT EXISTS (
            SELECT FROM pg_index
            WHERE indrelid = conrelid AND (indkey::smallint[])[0:cardinality(conkey) - 1] @> conkey))sql"),
              "NULL");
}

}  // namespace
}  // namespace rmirror::db::test
