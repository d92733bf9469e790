// SPDX-License-Identifier: AGPL-3.0-or-later
// A signed POST for each item, to an address that the user enters (standardwebhooks.com). This is the
// smallest target, which docs/guides/add-a-target.md walks through.
#include "targets/webhook/webhook.hpp"

#include "base/trimmed.hpp"
#include "base/utc_text.hpp"
#include "crypto/base64.hpp"
#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"
#include "input/uuid.hpp"
#include "targets/failure.hpp"
#include "targets/webhook/signature.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <ctime>
#include <functional>

namespace rmirror::targets::webhook {

namespace {

namespace json = boost::json;
using queue::Outcome;

constexpr std::array kFields = {
    Field{.key = "address", .kind = FieldKind::url, .label = "Address of your receiver"},
    Field{.key = "signing_secret", .kind = FieldKind::generated, .label = "Signing secret"},
};
constexpr std::array kAccepts = {ItemType::notebook, ItemType::notebook_metadata, ItemType::page_text,
                                 ItemType::todo, ItemType::highlight};
constexpr std::array kExtras = {Extra::pictures};

constexpr std::chrono::seconds kTimeout{20};
/// Enough for a challenge; for other events only the status matters.
constexpr std::size_t kMaxAnswerBytes = 1000;

using Link = std::function<std::string(std::string_view path)>;

/// The API path of a picture. Fetching it needs authorization.
std::string path_of(Delivery const& page, json::object const& picture)
{
    auto path = "/api/v1/notebooks/" + page.notebook_uuid + "/pages/" + page.page_uuid + "/image";
    if (picture.contains("purpose"))
        return path + "?purpose=display";
    auto const* const part = picture.if_contains("part");
    return part && part->is_int64() ? path + "?part=" + std::to_string(part->as_int64()) : path;
}

json::object data_of(Delivery const& item, Link const& link)
{
    json::object data{{"id", item.item_key}, {"notebook_uuid", item.notebook_uuid}};
    if (!item.page_uuid.empty())
        data["page_uuid"] = item.page_uuid;
    for (auto const& [name, value] : item.content)
        data[name] = value;
    if (auto* const pictures = data.if_contains("pictures"); pictures && pictures->is_array())
        for (auto& picture : pictures->as_array())
            picture.as_object()["url"] = link(path_of(item, picture.as_object()));
    if (!item.context.empty())
        data["context"] = item.context;
    return data;
}

json::object event(std::string const& type, json::object data)
{
    return {{"type", type}, {"timestamp", utc_text(std::time(nullptr))}, {"data", std::move(data)}};
}

upstream::Reach reach_of(bool private_urls)
{
    return private_urls ? upstream::Reach::anywhere : upstream::Reach::public_only;
}

upstream::CallResult call(TargetContext& context, std::string const& id, json::object const& event)
{
    auto const now = static_cast<std::int64_t>(std::time(nullptr));
    upstream::Call call;
    call.method = "POST";
    call.url = context.setting("address");
    call.body = json::serialize(event);
    call.headers = {
        {"Content-Type", "application/json"},
        {"User-Agent", "rmirror"},
        {"webhook-id", id},
        {"webhook-timestamp", std::to_string(now)},
        {"webhook-signature", signature_of(context.secret("signing_secret"), id, now, call.body)},
    };
    call.deadline = kTimeout;
    call.max_bytes = kMaxAnswerBytes;
    call.reach = reach_of(context.private_urls());
    return context.ask(std::move(call));
}

DeliveryResult result_of(upstream::CallResult const& result, std::string const& id)
{
    if (is_done(result))
        return {.outcome = Outcome::done(), .remote = Remote{.id = id}};
    auto failure = failure_of(result, "Your receiver");
    // 410 Gone: the receiver doesn't want to be called again.
    failure.stops = failure.stops || result.status == 410;
    return failure;
}

/// Accepts the challenge as a JSON member or as the whole body.
bool repeats(upstream::CallResult const& result, std::string const& challenge)
{
    if (trimmed(result.body, kWhitespace) == challenge)
        return true;
    json::error_code error;
    auto const answer = json::parse(result.body, error);
    auto const* const object = error ? nullptr : answer.if_object();
    return object && crypto::text_member(*object, "challenge") == challenge;
}

/// Sends a challenge that the receiver must repeat. A server that answers 200 to everything doesn't pass, so
/// users can't direct events at servers that aren't theirs.
DeliveryResult verify(TargetContext& context)
{
    auto const challenge = crypto::random_token();
    auto const id = input::new_uuid();
    auto const result = call(context, id, event("verification", {{"challenge", challenge}}));
    auto delivery_result = result_of(result, id);
    if (!is_done(result)) {
        // The next item would fail in the same way.
        delivery_result.stops =
            delivery_result.stops || delivery_result.outcome.error == queue::ErrorClass::invalid_data;
        return delivery_result;
    }
    if (repeats(result, challenge))
        return delivery_result;
    return {.outcome = Outcome::retry(queue::ErrorClass::invalid_data,
                                      "Your receiver didn't answer the verification with its challenge, so "
                                      "nothing is sent there."),
            .remote = std::nullopt,
            .stops = true};
}

std::vector<DeliveryResult> post_all(TargetContext& context, std::span<Delivery const> items,
                                     std::string const& change)
{
    auto const link = [&context](std::string_view path) { return context.link(path); };
    std::vector<DeliveryResult> results;
    for (auto const& item : items) {
        auto const type = std::string(to_string(item.type)) + "." + change;
        results.push_back(
            result_of(call(context, item.marker, event(type, data_of(item, link))), item.marker));
    }
    return results;
}

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items)
{
    return post_all(context, items, "updated");
}

std::vector<DeliveryResult> remove(TargetContext& context, std::span<Delivery const> items)
{
    return post_all(context, items, "deleted");
}

std::optional<input::Fault> validate(Values const& values, bool private_urls)
{
    auto const fault = upstream::url_fault(values.setting("address"), reach_of(private_urls));
    return fault.empty() ? std::nullopt : std::optional(input::Fault{"address", fault});
}

DeliveryResult test(TargetContext& context)
{
    if (auto refusal = verify(context); refusal.outcome.kind != Outcome::Kind::done)
        return refusal;
    auto const id = input::new_uuid();
    return result_of(call(context, id, event("test", {})), id);
}

/// Standard Webhooks requires 24 to 64 bytes and this prefix.
Secret generate()
{
    return Secret("whsec_" + crypto::base64(*crypto::parse_base64url(crypto::random_token())));
}

std::string preview(Delivery const& item)
{
    auto const path_itself = [](std::string_view path) { return std::string(path); };
    return json::serialize(event(std::string(to_string(item.type)) + ".updated", data_of(item, path_itself)));
}

}  // namespace

Target const kTarget{
    .name = "webhook",
    // Receivers are independent of each other.
    .service = {.name = "webhook",
                .max_under_way = 250,
                .cools_down = upstream::GatewayOptions::CoolsDown::limit,
                .keeps_notes = true},
    .fields = kFields,
    .accepts = kAccepts,
    .extras = kExtras,
    .push = push,  // A repeated event has the same id.
    .remove = remove,
    .validate = validate,
    .test = test,
    .verifies = "address",
    .verify = verify,
    .generate = generate,
    .preview = preview,
};

}  // namespace rmirror::targets::webhook
