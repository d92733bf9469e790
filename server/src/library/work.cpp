// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/work.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"

namespace rmirror::library {

namespace {

constexpr db::Statement kLock = "SELECT now(), lock_library($1), set_config('plan_cache_mode', $2, true)";

}  // namespace

LibraryWork::LibraryWork(pqxx::work& work, UserId user_id, Plans plans)
    : work_(work), user_id_(std::move(user_id))
{
    auto const* const mode = plans == Plans::for_any_values ? db::one_plan_mode() : db::usual_plan_mode();
    began_at_ = kLock.row(work, user_id_, mode)[0].as<std::string>();
}

}  // namespace rmirror::library
