// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/citus.hpp"

#include <atomic>
#include <mutex>
#include <regex>
#include <unordered_map>

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
    if (!is_distributed())
        return sql;
    static std::regex const user_in_subquery(R"(\(SELECT (\$[0-9]+::uuid)\))");
    static std::mutex mutex;
    static std::unordered_map<char const*, std::string> texts;
    std::lock_guard const lock(mutex);
    auto const [text, is_new] = texts.try_emplace(sql);
    if (is_new)
        text->second = std::regex_replace(sql, user_in_subquery, "$1");
    return text->second;
}

char const* one_plan_mode()
{
    return is_distributed() ? "force_custom_plan" : "force_generic_plan";
}

char const* usual_plan_mode()
{
    return is_distributed() ? "force_custom_plan" : "auto";
}

}  // namespace rmirror::db
