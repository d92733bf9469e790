// SPDX-License-Identifier: AGPL-3.0-or-later
// A signed POST for each item, to an address that the user enters (standardwebhooks.com). This is the
// smallest target, which docs/guides/add-a-target.md walks through.
#include "targets/webhook/webhook.hpp"

#include "input/uuid.hpp"
#include "targets/failure.hpp"
#include "targets/receivers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

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

Receiver receiver_of(TargetContext const& context)
{
    return {.address = context.setting("address"),
            .secret = context.secret("signing_secret"),
            .name = "Your receiver"};
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

DeliveryResult verify(TargetContext& context)
{
    auto failure = verify_receiver(context, receiver_of(context));
    return failure ? std::move(*failure)
                   : DeliveryResult{.outcome = Outcome::done(), .remote = Remote{.id = input::new_uuid()}};
}

std::vector<DeliveryResult> post_all(TargetContext& context, std::span<Delivery const> items,
                                     std::string const& change)
{
    auto const link = [&context](std::string_view path) { return context.link(path); };
    std::vector<DeliveryResult> results;
    for (auto const& item : items) {
        auto const type = std::string(to_string(item.type)) + "." + change;
        results.push_back(result_of(
            post_signed(context, receiver_of(context), item.marker, event_of(type, data_of(item, link))),
            item.marker));
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
    return result_of(post_signed(context, receiver_of(context), id, event_of("test", {})), id);
}

std::string preview(Delivery const& item)
{
    auto const path_itself = [](std::string_view path) { return std::string(path); };
    return json::serialize(
        event_of(std::string(to_string(item.type)) + ".updated", data_of(item, path_itself)));
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
    .generate = generate_signing_secret,
    .preview = preview,
};

}  // namespace rmirror::targets::webhook
