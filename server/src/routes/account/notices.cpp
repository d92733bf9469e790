// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/later.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "mail/notices.hpp"
#include "notices/webhook.hpp"

#include <boost/json.hpp>

#include <vector>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Method;
using http::Reply;

constexpr input::Length kWebhookLength{1, 2000};

/// `Notices` of shared/openapi.yaml.
json::object shown_notices(App& app, UserId const& user_id, pqxx::work& work)
{
    auto shown = mail::show_notices(work, user_id);
    auto const webhook = notices::webhook_of(work, user_id);
    json::object receiver{{"is_offered", notices::is_offered(work, user_id)},
                          {"address", nullptr},
                          {"secret", nullptr},
                          {"is_stopped", webhook && webhook->is_stopped}};
    if (webhook) {
        receiver["address"] = webhook->address;
        receiver["secret"] = notices::secret_of(app.notice_sender.key(), *webhook).reveal();
    }
    shown["receiver"] = std::move(receiver);
    return shown;
}

Reply notices_reply(App& app, UserId const& user_id)
{
    auto const shown =
        db::as_reader(app.pool, user_id, [&](pqxx::work& work) { return shown_notices(app, user_id, work); });
    return http::ok_json(json::serialize(shown)).with("Cache-Control", "no-store");
}

Reply show_my_notices(App& app, Call const& call)
{
    return notices_reply(app, call.user.id);
}

Reply change_notices(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    std::vector<mail::Choice> choices;
    for (auto const channel : mail::kChannels)
        body.fields().object_if_any(channel, [&](input::JsonReader& topics) {
            for (auto const topic : mail::kTopics)
                if (auto const is_on = topics.flag_if_any(topic))
                    choices.push_back({topic, channel, *is_on});
        });
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        for (auto const& choice : choices)
            mail::choose(work, call.user.id, choice);
    });
    return notices_reply(app, call.user.id);
}

Reply not_offered()
{
    return http::problem(Code::Forbidden, "Webhooks for notices come with the tier enterprise.");
}

/// Stores the address once its receiver has repeated a challenge.
void put_receiver(App& app, Call const& call, http::Answer const& answer)
{
    http::JsonBody body(call.request);
    auto const address = body.fields().text("address", kWebhookLength);
    if (auto const fault = upstream::url_fault(address, app.notice_sender.reach()); !fault.empty())
        body.fields().refuse("address", fault);
    if (auto refusal = body.refusal())
        return answer.send(std::move(*refusal));
    answer_async(app, call, answer, [&app, user_id = call.user.id, address]() -> Reply {
        // The secret that it is to have, so that its owner can verify the challenge later on.
        auto const wanted =
            db::as_user(app.pool, user_id, [&](pqxx::work& work) -> std::optional<notices::Webhook> {
                if (!notices::is_offered(work, user_id))
                    return std::nullopt;
                auto webhook =
                    notices::webhook_of(work, user_id).value_or(notices::Webhook{user_id, address, 1});
                if (webhook.address != address)
                    webhook = {user_id, address, webhook.secret_number + 1};
                return webhook;
            });
        if (!wanted)
            return not_offered();
        if (auto const fault = app.notice_sender.fault_of(*wanted))
            return http::problem(input::Fault{"address", *fault});
        db::as_user(app.pool, user_id,
                    [&](pqxx::work& work) { notices::store_webhook(work, user_id, address); });
        return notices_reply(app, user_id);
    });
}

Reply remove_receiver(App& app, Call const& call)
{
    db::as_user(app.pool, call.user.id,
                [&](pqxx::work& work) { notices::forget_webhook(work, call.user.id); });
    return http::empty_reply(Code::No_Content);
}

/// What mail programs call for their reader (RFC 8058). The body says nothing that the link doesn't.
Reply unsubscribe(App& app, Call const& call)
{
    auto const subscription = mail::read_unsubscribe_token(app.mail_links, call.request.parameter("token"));
    if (!subscription)
        return http::problem(Code::Not_Found, "This link isn't complete. Open the whole link in the mail.");
    db::as_system(app.pool, [&](pqxx::work& work) {
        mail::choose(work, subscription->user_id, {subscription->topic, "mail", false});
    });
    return http::empty_reply(Code::No_Content);
}

constexpr Row kNoticesRows[] = {
    {Method::get, "/api/v1/me/notices", Access::person, show_my_notices},
    {Method::patch, "/api/v1/me/notices", Access::person, change_notices},
    {Method::put,
     "/api/v1/me/notices/receiver",
     Access::person,
     put_receiver,
     {.traffic = http::Traffic::sign_in}},
    {Method::remove, "/api/v1/me/notices/receiver", Access::person, remove_receiver},
    {Method::post, "/api/v1/notices/unsubscribe/:token", Access::anyone, unsubscribe},
};

}  // namespace

Table notices_routes()
{
    return kNoticesRows;
}

}  // namespace rmirror::routes
