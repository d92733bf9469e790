// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/citus.hpp"

#include <atomic>
#include <regex>

namespace rmirror::db {

namespace {

std::atomic<bool> the_database_is_distributed = false;

}  // namespace

void set_distributed(bool is_distributed)
{
    the_database_is_distributed = is_distributed;
}

bool is_distributed()
{
    return the_database_is_distributed;
}

std::string routable(char const* sql)
{
    static std::regex const user_in_subquery(R"(\(SELECT (\$[0-9]+::uuid)\))");
    return is_distributed() ? std::regex_replace(sql, user_in_subquery, "$1") : sql;
}

char const* one_plan_mode()
{
    return is_distributed() ? "force_custom_plan" : "force_generic_plan";
}

}  // namespace rmirror::db
