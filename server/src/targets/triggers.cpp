// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/triggers.hpp"

#include "base/thread.hpp"
#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "queue/inspect.hpp"

#include <pqxx/result>

#include <exception>
#include <utility>

namespace rmirror::targets {

namespace {

constexpr std::chrono::milliseconds kLookAgain{200};

constexpr db::Statement kReadPasses = R"sql(
    SELECT coalesce(bool_and(stage = 'done'), true), coalesce(sum(skipped), 0)
    FROM sync_passes WHERE user_id = $1 AND id = ANY ($2::uuid[]))sql";

Progress progress_of(db::Pool& pool, UserId const& user_id, std::string const& passes)
{
    return db::as_reader(pool, user_id, [&](pqxx::work& work) {
        auto const row = kReadPasses.row(work, user_id, passes);
        auto const counts = queue::counts_of_passes(work, user_id, passes);
        return Progress{row[0].as<bool>() && counts.waiting == 0, counts.completed, counts.failed,
                        row[1].as<std::int64_t>(), counts.waiting};
    });
}

}  // namespace

Triggers::Triggers(db::Pool& pool, Log& log)
    : pool_(pool),
      log_(log),
      thread_(start_thread("triggers", [this](std::stop_token const& stop) { run(stop); }))
{}

void Triggers::wait(UserId const& user_id, std::vector<PassId> const& passes, std::chrono::seconds at_most,
                    Tell tell)
{
    {
        std::lock_guard const lock(mutex_);
        waiting_.push_back({user_id, ArrayText(passes).str(), Clock::now() + at_most, std::move(tell)});
    }
    changed_.notify_all();
}

void Triggers::stop()
{
    {
        std::lock_guard const lock(mutex_);
        is_stopped_ = true;
    }
    changed_.notify_all();
}

/// False when it goes on waiting.
bool Triggers::tell_if_done(Waiting const& waiting, bool is_over)
{
    Progress progress;
    try {
        progress = progress_of(pool_, waiting.user_id, waiting.passes);
    } catch (std::exception const& error) {
        log_.write(Level::error, "progress unknown", {{"what", std::string_view(error.what())}});
    }
    if (!progress.is_done && !is_over)
        return false;
    contain_failure("triggers", [&] { waiting.tell(progress); });
    return true;
}

void Triggers::run(std::stop_token const& stop)
{
    while (true) {
        std::vector<Waiting> looked_at;
        bool is_over = false;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
            is_over = is_stopped_ || stop.stop_requested();
            looked_at = std::exchange(waiting_, {});
        }
        if (looked_at.empty())
            return;
        std::erase_if(looked_at, [&](Waiting const& each) {
            return tell_if_done(each, is_over || each.until <= Clock::now());
        });
        std::unique_lock lock(mutex_);
        waiting_.insert(waiting_.end(), std::make_move_iterator(looked_at.begin()),
                        std::make_move_iterator(looked_at.end()));
        changed_.wait_for(lock, stop, kLookAgain, [this] { return is_stopped_; });
    }
}

}  // namespace rmirror::targets
