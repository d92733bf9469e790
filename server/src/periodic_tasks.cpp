// SPDX-License-Identifier: AGPL-3.0-or-later
#include "periodic_tasks.hpp"

#include "db/transaction.hpp"
#include "plans/plan.hpp"
#include "queue/counts.hpp"
#include "reading/old_answers.hpp"
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
// No mail of the same period is sent after this.
constexpr auto kForgetMails = "DELETE FROM mails WHERE ended_at < now() - interval '90 days'";
constexpr auto kForgetAccountLinks = "DELETE FROM account_links WHERE expires_at < now()";
constexpr auto kForgetPreviews = "DELETE FROM previews WHERE asked_at < now() - interval '1 hour'";

// Long enough to look into a stolen password or device that is noticed late.
constexpr auto kForgetAudit = "DELETE FROM audit WHERE created_at < now() - interval '90 days'";

// Links that have ended open nothing, and say nothing more than others that don't work.
constexpr auto kForgetLinks = "DELETE FROM share_links WHERE expires_at < now()";
// Long enough to compare a release with the one before it.
constexpr auto kForgetReceipts = "DELETE FROM removal_receipts WHERE done_at < now() - interval '90 days'";
// Svix repeats a delivery for about a day. What someone sends again by hand later is older than what is
// known.
constexpr auto kForgetDeliveries =
    "DELETE FROM clerk_deliveries WHERE received_at < now() - interval '30 days'";
constexpr auto kForgetTelemetry = "DELETE FROM telemetry_days WHERE day < current_date - 90";
// Stripe repeats an event for three days.
constexpr auto kForgetStripeEvents =
    "DELETE FROM stripe_events WHERE received_at < now() - interval '30 days'";
constexpr auto kForgetLeavers = "DELETE FROM stripe_leavers WHERE done_at < now() - interval '1 year'";

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
        {"end overdue plans", kOften, [&pool, rules] { return plans::apply_due_plans(pool, rules); }},
        {"queue stranded pages", kNowAndThen, [&pool] { return reading::queue_stranded_pages(pool); }},
        {"delete old transcriptions", kSeldom, [&pool] { return reading::forget_old_answers(pool); }},
        {"delete old queue items", kSeldom, [&pool] { return db::as_system(pool, queue::forget_ended); }},
        statement(pool, "delete old sessions", kForgetSessions),
        statement(pool, "delete old agent tokens", kForgetAgentTokens),
        statement(pool, "delete old device codes", kForgetDeviceCodes),
        statement(pool, "delete old browsers", kForgetBrowsers),
        statement(pool, "delete old invitations", kForgetInvitations),
        statement(pool, "delete old receipts of deleted accounts", kForgetReceipts),
        statement(pool, "delete old deliveries of Clerk", kForgetDeliveries),
        statement(pool, "delete old batches", kForgetBatches),
        statement(pool, "delete old counts of retries", kForgetRetries),
        statement(pool, "delete old notifications", kForgetNotifications),
        statement(pool, "delete old mails", kForgetMails),
        statement(pool, "delete expired links in mails", kForgetAccountLinks),
        statement(pool, "delete abandoned previews", kForgetPreviews),
        statement(pool, "delete old audit entries", kForgetAudit),
        statement(pool, "delete expired links", kForgetLinks),
        statement(pool, "delete old telemetry", kForgetTelemetry),
        statement(pool, "delete old events of Stripe", kForgetStripeEvents),
        statement(pool, "forget customers of deleted accounts", kForgetLeavers),
    };
}

}  // namespace rmirror
