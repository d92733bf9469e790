// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/templates/templates.hpp"

#include "crypto/json_member.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/integration.hpp"
#include "targets/receivers.hpp"
#include "targets/reconcile/full_scan.hpp"
#include "targets/templates/own_code.hpp"
#include "targets/vault/writer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <algorithm>
#include <utility>

namespace rmirror::targets {

namespace {

namespace json = boost::json;
using crypto::text_member;

constexpr std::string_view kSteps = "steps";

constexpr db::Statement kSaveTemplates = R"sql(
    UPDATE integrations AS known SET templates = nullif($3::jsonb, '{}'), updated_at = now()
    FROM (SELECT id, templates FROM integrations WHERE user_id = $1 AND id = $2) AS before
    WHERE known.user_id = $1 AND known.id = before.id
    RETURNING known.templates IS DISTINCT FROM before.templates)sql";

bool takes(Target const& target, std::string_view kind)
{
    if (kind == kOwnCodeAddress)
        return accepts(target, ItemType::todo) || accepts(target, ItemType::highlight);
    return kind == kSteps ||
           std::find(target.templates.begin(), target.templates.end(), kind) != target.templates.end();
}

std::string fault_of_address(std::string const& address, bool private_urls)
{
    if (address.empty())
        return "";
    // The texts would be readable on their way.
    if (!private_urls && !address.starts_with("https://"))
        return "Must start with https://.";
    return upstream::url_fault(address, reach_of(private_urls));
}

/// What the script knows of.
json::object without_address(json::object templates)
{
    templates.erase(json::string_view(kOwnCodeAddress.data(), kOwnCodeAddress.size()));
    return templates;
}

bool is_templated(Delivery const& item)
{
    return !item.templates.empty() && (item.type == ItemType::todo || item.type == ItemType::highlight);
}

std::string page_number_of(Delivery const& item)
{
    auto const* const number = item.context.if_contains("page_number");
    return number && number->is_int64() ? std::to_string(number->as_int64()) : "";
}

/// `Item` of the script.
json::object shown_to_script(Delivery const& item)
{
    auto const* const tags = crypto::array_member(item.context, "tags");
    return {{"type", to_string(item.type)},
            {"text", text_member(item.content, "text")},
            {"note", text_member(item.content, "note")},
            {"is_completed", crypto::flag_member(item.content, "is_completed")},
            {"notebook", text_member(item.context, "visible_name")},
            {"path", text_member(item.context, "full_path")},
            {"page", page_number_of(item)},
            {"tags", tags ? *tags : json::array()}};
}

DeliveryResult refused(std::string sentence)
{
    return {.outcome = queue::Outcome::rejected(queue::ErrorClass::invalid_data, std::move(sentence)),
            .remote = std::nullopt};
}

/// `made`: what the script made of it.
std::optional<DeliveryResult> take(Delivery& item, json::object const& made)
{
    if (auto const sentence = text_member(made, "sentence"); !sentence.empty())
        return refused(std::string(sentence));
    if (text_member(made, "text").empty())
        return refused("Your templates and steps leave nothing of this text.");
    item.context["written_text"] = std::string(text_member(item.content, "text"));
    item.content["text"] = std::string(text_member(made, "text"));
    if (item.content.contains("note"))
        item.content["note"] = std::string(text_member(made, "note"));
    return std::nullopt;
}

}  // namespace

std::optional<BadTemplates> fault_of_templates(Target const& target, json::object const& templates,
                                               bool private_urls)
{
    for (auto const& member : templates)
        if (std::string const kind(member.key()); !takes(target, kind))
            return BadTemplates{
                json::object{
                    {"place", kind}, {"line", nullptr}, {"reason", "unknown_member"}, {"about", kind}},
                "This target has no use for a template of this kind: " + kind + "."};
    std::string const address(text_member(templates, kOwnCodeAddress));
    auto const wrong = fault_of_address(address, private_urls);
    if (!wrong.empty())
        return BadTemplates{json::object{{"place", std::string(kOwnCodeAddress)},
                                         {"line", nullptr},
                                         {"reason", "bad_address"},
                                         {"about", address}},
                            wrong};
    auto checked = vault::check_templates(without_address(templates));
    auto const* const fault = crypto::object_member(checked, "fault");
    if (!fault)
        return std::nullopt;
    return BadTemplates{*fault, std::string(text_member(checked, "sentence"))};
}

std::optional<json::object> save_templates(pqxx::work& work, connections::Vault const& vault,
                                           Target const& target, UserId const& user_id,
                                           json::object const& templates)
{
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration)
        return std::nullopt;
    json::object generated;
    std::string const address(text_member(templates, kOwnCodeAddress));
    if (auto const secret = put_own_code(work, vault, *integration, address))
        generated["own_code_secret"] = secret->reveal();
    auto const rows = kSaveTemplates.rows(work, user_id, integration->id, json::serialize(templates));
    bool const is_other = !rows.empty() && rows[0][0].as<bool>();
    if (is_other && integration->is_enabled && target.way == DeliveryMode::pushed)
        begin_full_scan(work, user_id, integration->id, Cause::choice);
    return generated;
}

std::vector<std::optional<DeliveryResult>> apply_templates(std::span<Delivery* const> items)
{
    std::vector<std::optional<DeliveryResult>> results(items.size());
    std::vector<std::size_t> places;
    json::array shown;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (is_templated(*items[i])) {
            places.push_back(i);
            shown.push_back(shown_to_script(*items[i]));
        }
    if (places.empty())
        return results;
    // They belong to one integration.
    auto const templates = without_address(items[places.front()]->templates);
    if (templates.empty())
        return results;
    auto made = vault::call_script("items", {{"templates", templates}, {"items", std::move(shown)}});
    auto const* const failure = vault::failure_in(made);
    auto const* const texts = failure ? nullptr : crypto::array_member(std::get<json::object>(made), "texts");
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto& result = results[places[i]];
        if (failure)
            result = *failure;
        else if (texts && i < texts->size() && (*texts)[i].is_object())
            result = take(*items[places[i]], (*texts)[i].get_object());
    }
    return results;
}

}  // namespace rmirror::targets
