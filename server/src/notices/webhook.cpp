// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notices/webhook.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/random_token.hpp"
#include "db/ids.hpp"
#include "targets/failure.hpp"
#include "targets/receivers.hpp"

#include <pqxx/result>

namespace rmirror::notices {

namespace {

constexpr auto kIsOffered = R"sql(
    SELECT tier_of($1::uuid) = 'enterprise')sql";

constexpr auto kFindWebhook = R"sql(
    SELECT address, secret_number, stopped_at IS NOT NULL AS is_stopped FROM notice_webhooks WHERE user_id = $1)sql";

constexpr auto kStoreWebhook = R"sql(
    INSERT INTO notice_webhooks AS known (user_id, address) VALUES ($1, $2)
    ON CONFLICT (user_id) DO UPDATE SET address = excluded.address, stopped_at = NULL,
        secret_number = known.secret_number + CASE WHEN known.address = excluded.address THEN 0 ELSE 1 END
    RETURNING address, secret_number, stopped_at IS NOT NULL AS is_stopped)sql";

constexpr auto kForgetWebhook = "DELETE FROM notice_webhooks WHERE user_id = $1";

constexpr auto kStopWebhook = R"sql(
    UPDATE notice_webhooks SET stopped_at = now() WHERE user_id = $1 AND address = $2 AND stopped_at IS NULL)sql";

Webhook webhook_in(pqxx::row const& row, UserId const& user_id)
{
    return {.user_id = user_id,
            .address = row["address"].as<std::string>(),
            .secret_number = row["secret_number"].as<std::int64_t>(),
            .is_stopped = row["is_stopped"].as<bool>()};
}

}  // namespace

bool is_offered(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params1(kIsOffered, user_id)[0].as<bool>();
}

std::optional<Webhook> webhook_of(pqxx::work& work, UserId const& user_id)
{
    auto const rows = work.exec_params(kFindWebhook, user_id);
    return rows.empty() ? std::nullopt : std::optional(webhook_in(rows[0], user_id));
}

Webhook store_webhook(pqxx::work& work, UserId const& user_id, std::string const& address)
{
    return webhook_in(work.exec_params1(kStoreWebhook, user_id, address), user_id);
}

void forget_webhook(pqxx::work& work, UserId const& user_id)
{
    work.exec_params0(kForgetWebhook, user_id);
}

void stop_webhook(pqxx::work& work, Webhook const& webhook)
{
    work.exec_params0(kStopWebhook, webhook.user_id, webhook.address);
}

Secret secret_of(Secret const& key, Webhook const& webhook)
{
    auto const what = webhook.user_id.text() + " " + std::to_string(webhook.secret_number);
    return Secret("whsec_" + crypto::base64(crypto::hmac_sha256(key, what)));
}

upstream::CallResult Sender::send(Webhook const& webhook, Event const& event) const
{
    auto call = targets::signed_call(webhook.address, secret_of(key_, webhook), event.id,
                                     targets::event_of(event.type, event.data));
    call.deadline = std::chrono::seconds(20);
    call.max_bytes = 1000;
    call.reach = reach_;
    return client_.ask_and_wait(std::move(call));
}

std::optional<std::string> Sender::fault_of(Webhook const& webhook) const
{
    auto const challenge = crypto::random_token();
    auto const result = send(webhook, {challenge.substr(0, 20), "verification", {{"challenge", challenge}}});
    if (!targets::is_done(result))
        return targets::failure_of(result, "Your receiver").outcome.message;
    if (!targets::repeats_challenge(result, challenge))
        return "Your receiver didn't answer the verification with its challenge, so nothing is sent there.";
    return std::nullopt;
}

}  // namespace rmirror::notices
