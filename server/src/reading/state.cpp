// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/state.hpp"

#include "db/transaction.hpp"

#include <utility>

namespace rmirror::reading {

namespace {

constexpr auto kSay = R"sql(
    INSERT INTO reading_state AS known (has_reader, paused_because) VALUES ($1, $2)
    ON CONFLICT (is_only_row) DO UPDATE
    SET has_reader = excluded.has_reader, paused_because = excluded.paused_because,
        said_at = excluded.said_at
    WHERE excluded.has_reader OR NOT known.has_reader OR excluded.said_at - known.said_at > interval '5 minutes')sql";

constexpr auto kSuppose = "INSERT INTO reading_state (has_reader) VALUES (true) ON CONFLICT DO NOTHING";

}  // namespace

void report_state(db::Pool& pool, State const& state)
{
    db::as_system(pool,
                  [&](pqxx::work& work) { work.exec_params0(kSay, state.has_reader, state.pause_message); });
}

StateReporter::StateReporter(db::Pool& pool, std::function<State()> current)
    : pool_(pool), current_(std::move(current))
{}

void StateReporter::report()
{
    std::lock_guard const lock(mutex_);
    report_state(pool_, current_());
}

void assume_reader(db::Pool& pool)
{
    db::as_system(pool, [](pqxx::work& work) { work.exec0(kSuppose); });
}

}  // namespace rmirror::reading
