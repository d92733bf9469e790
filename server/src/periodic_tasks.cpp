// SPDX-License-Identifier: AGPL-3.0-or-later
#include "periodic_tasks.hpp"

#include "db/transaction.hpp"
#include "queue/counts.hpp"
#include "reading/stranded_pages.hpp"

#include <pqxx/result>

#include <string>
#include <utility>

namespace rmirror {

namespace {

// Refresh tokens are deleted with their sessions. Ended sessions are kept long enough to tell a stolen token
// from an old one.
constexpr auto kForgetSessions = R"sql(
    DELETE FROM sessions WHERE expires_at < now() - interval '30 days' OR revoked_at < now() - interval '30 days')sql";
constexpr auto kForgetAgentTokens = R"sql(
    DELETE FROM agent_tokens
    WHERE expires_at < now() - interval '30 days' OR revoked_at < now() - interval '30 days')sql";
constexpr auto kForgetDeviceCodes = "DELETE FROM device_codes WHERE expires_at < now() - interval '1 day'";
constexpr auto kForgetBrowsers = "DELETE FROM browsers WHERE last_used_at < now() - interval '400 days'";
// Expired invitations are kept for a while, to tell them from ones that never existed.
constexpr auto kForgetInvitations = "DELETE FROM invitations WHERE expires_at < now() - interval '30 days'";
constexpr auto kForgetBatches = "DELETE FROM ocr_batches WHERE ended_at < now() - interval '30 days'";
constexpr auto kForgetRetries = "DELETE FROM page_retries WHERE day < current_date - 2";
constexpr auto kForgetNotifications =
    "DELETE FROM notifications WHERE created_at < now() - interval '1 year'";
constexpr auto kForgetPreviews = "DELETE FROM previews WHERE asked_at < now() - interval '1 hour'";

// Long enough to look into a stolen password or device that is noticed late.
constexpr auto kForgetAudit = "DELETE FROM audit WHERE created_at < now() - interval '90 days'";

constexpr std::chrono::minutes kOften{1};
constexpr std::chrono::minutes kNowAndThen{10};
constexpr std::chrono::hours kSeldom{1};

queue::PeriodicTask statement(db::Pool& pool, std::string name, char const* sql)
{
    return {std::move(name), kSeldom, [&pool, sql] {
                return db::as_system(
                    pool, [&](pqxx::work& work) { return std::size_t{work.exec(sql).affected_rows()}; });
            }};
}

}  // namespace

std::vector<queue::PeriodicTask> periodic_tasks(db::Pool& pool, quota::Rules const& rules)
{
    return {
        {"reset quotas", kOften, [&pool, rules] { return quota::run_due_tasks(pool, rules); }},
        {"queue stranded pages", kNowAndThen, [&pool] { return reading::queue_stranded_pages(pool); }},
        {"delete old queue items", kSeldom, [&pool] { return db::as_system(pool, queue::forget_ended); }},
        statement(pool, "delete old sessions", kForgetSessions),
        statement(pool, "delete old agent tokens", kForgetAgentTokens),
        statement(pool, "delete old device codes", kForgetDeviceCodes),
        statement(pool, "delete old browsers", kForgetBrowsers),
        statement(pool, "delete old invitations", kForgetInvitations),
        statement(pool, "delete old batches", kForgetBatches),
        statement(pool, "delete old counts of retries", kForgetRetries),
        statement(pool, "delete old notifications", kForgetNotifications),
        statement(pool, "delete abandoned previews", kForgetPreviews),
        statement(pool, "delete old audit entries", kForgetAudit),
    };
}

}  // namespace rmirror
