// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/scheduler.hpp"

#include "db/transaction.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::jobs {

namespace {

// Refresh tokens go with their sessions. What ended is kept long enough to tell a stolen token from an old
// one.
constexpr auto kForgetSessions = R"sql(
    DELETE FROM sessions WHERE expires_at < now() - interval '30 days' OR revoked_at < now() - interval '30 days')sql";
constexpr auto kForgetAgentTokens = R"sql(
    DELETE FROM agent_tokens
    WHERE expires_at < now() - interval '30 days' OR revoked_at < now() - interval '30 days')sql";
constexpr auto kForgetDeviceCodes = "DELETE FROM device_codes WHERE expires_at < now() - interval '1 day'";
constexpr auto kForgetQueueItems = "DELETE FROM sync_queue WHERE completed_at < now() - interval '30 days'";
constexpr auto kForgetBatches = "DELETE FROM ocr_batches WHERE ended_at < now() - interval '30 days'";
constexpr auto kForgetNotifications =
    "DELETE FROM notifications WHERE created_at < now() - interval '1 year'";

constexpr std::chrono::minutes kOften{1};
constexpr std::chrono::hours kSeldom{1};

Chore statement(db::Pool& pool, std::string name, char const* sql)
{
    return {std::move(name), kSeldom, [&pool, sql] {
                return db::as_system(
                    pool, [&](pqxx::work& work) { return std::size_t{work.exec(sql).affected_rows()}; });
            }};
}

}  // namespace

std::vector<Chore> usual_chores(db::Pool& pool, quota::Rules rules)
{
    return {
        {"tend quota", kOften, [&pool, rules] { return quota::tend(pool, rules); }},
        statement(pool, "forget sessions", kForgetSessions),
        statement(pool, "forget agent tokens", kForgetAgentTokens),
        statement(pool, "forget device codes", kForgetDeviceCodes),
        statement(pool, "forget queue items", kForgetQueueItems),
        statement(pool, "forget batches", kForgetBatches),
        statement(pool, "forget notifications", kForgetNotifications),
    };
}

Scheduler::Scheduler(Log& log, std::vector<Chore> chores) : log_(log)
{
    for (auto& chore : chores)
        due_.push_back({std::move(chore), Clock::now()});
    thread_ = std::thread([this] { run(); });
}

Scheduler::~Scheduler()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Scheduler::run()
{
    while (!due_.empty()) {
        auto const next = std::min_element(due_.begin(), due_.end(),
                                           [](Due const& a, Due const& b) { return a.at < b.at; });
        {
            std::unique_lock lock(mutex_);
            if (changed_.wait_until(lock, next->at, [this] { return stopping_; }))
                return;
        }
        do_chore(next->chore);
        next->at = Clock::now() + next->chore.every;
    }
}

void Scheduler::do_chore(Chore const& chore)
{
    try {
        if (auto const changed = chore.run(); changed > 0)
            log_.write(
                Level::info, "chore done",
                {{"chore", std::string_view(chore.name)}, {"changed", static_cast<std::int64_t>(changed)}});
    } catch (std::exception const& error) {
        log_.write(Level::error, "chore failed",
                   {{"chore", std::string_view(chore.name)}, {"what", std::string_view(error.what())}});
    }
}

}  // namespace rmirror::jobs
