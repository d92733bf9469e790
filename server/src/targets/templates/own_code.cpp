// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/templates/own_code.hpp"

#include "base/trimmed.hpp"
#include "connections/connections.hpp"
#include "crypto/json_member.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/failure.hpp"
#include "targets/templates/templates.hpp"
#include "targets/vault/texts.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets {

namespace {

using queue::ErrorClass;
using queue::Outcome;

constexpr std::string_view kSecret = "secret";
constexpr std::string_view kName = "Your own code";
constexpr std::chrono::seconds kOwnCodeTimeout{10};
constexpr std::size_t kMaxOwnText = 1U << 20U;

constexpr db::Statement kReadVerified = R"sql(
    SELECT coalesce(verified_code, '') FROM integrations WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kNoteCodeVerified = R"sql(
    UPDATE integrations SET verified_code = $3
    WHERE user_id = $1 AND id = $2 AND templates ->> 'address' = $3)sql";

connections::Account account_of(Integration const& integration)
{
    return {.provider = kOwnCodeProvider, .workspace_id = integration.target_name};
}

std::string address_in(Integration const& integration)
{
    return std::string(crypto::text_member(integration.templates, std::string(kOwnCodeAddress)));
}

/// The item's failure, never the integration's: the service isn't to blame.
DeliveryResult of_item(DeliveryResult failure)
{
    failure.stops = false;
    if (failure.outcome.kind == Outcome::Kind::retry)
        failure.outcome.error = ErrorClass::invalid_data;
    return failure;
}

DeliveryResult unusable(std::string_view why)
{
    return {.outcome = Outcome::retry(ErrorClass::invalid_data, std::string(kName) + std::string(why)),
            .remote = std::nullopt};
}

NotOpen not_open(connections::Unopened why)
{
    return {
        .sentence =
            "The secret for your own code can't be decrypted. Remove its address from the templates, save "
            "them, and enter it again.",
        .lacks_key = why == connections::Unopened::missing_key};
}

boost::json::object data_of(Delivery const& item)
{
    boost::json::object data{{"id", item.item_key}, {"notebook_uuid", item.notebook_uuid}};
    if (!item.page_uuid.empty())
        data["page_uuid"] = item.page_uuid;
    for (auto const& [name, value] : item.content)
        data[name] = value;
    data["context"] = item.context;
    return data;
}

bool is_text(Delivery const* item)
{
    return item->type == ItemType::todo || item->type == ItemType::highlight;
}

std::optional<DeliveryResult> ask_for(TargetContext& context, OwnCode const& code, Delivery& item)
{
    auto const result = post_signed(context, code.receiver, item.marker,
                                    event_of(std::string(to_string(item.type)) + ".text", data_of(item)));
    if (result.outcome == upstream::CallOutcome::too_large)
        return unusable(" answered more than 1 MB.");
    if (!is_done(result))
        return of_item(failure_of(result, kName));
    std::string const text(trimmed(result.body, kWhitespace));
    if (text.empty() || text.find('\0') != std::string::npos || !vault::is_utf8(text))
        return unusable(" answered no text.");
    if (!item.context.contains("written_text"))
        item.context["written_text"] = std::string(crypto::text_member(item.content, "text"));
    item.content["text"] = text;
    return std::nullopt;
}

}  // namespace

std::optional<NotOpen> open_own_code(pqxx::work& work, connections::Vault const& vault,
                                     Integration const& integration, std::optional<OwnCode>& code)
{
    auto const address = address_in(integration);
    if (address.empty())
        return std::nullopt;
    auto const id = connections::find(work, integration.user_id, account_of(integration));
    if (!id)
        return not_open(connections::Unopened::broken);
    auto opened = connections::open(work, vault, integration.user_id, *id);
    if (auto const* const why = std::get_if<connections::Unopened>(&opened))
        return not_open(*why);
    auto const& credential = std::get<boost::json::object>(opened);
    auto const verified = kReadVerified.row(work, integration.user_id, integration.id)[0].as<std::string>();
    code = OwnCode{.receiver = {.address = address,
                                .secret = Secret(std::string(crypto::text_member(credential, kSecret))),
                                .name = kName,
                                .timeout = kOwnCodeTimeout,
                                .max_answer_bytes = kMaxOwnText,
                                .limit = {.of = "own code"}},
                   .is_verified = verified == address};
    return std::nullopt;
}

std::optional<Secret> put_own_code(pqxx::work& work, connections::Vault const& vault,
                                   Integration const& integration, std::string const& address)
{
    auto const account = account_of(integration);
    auto const id = connections::find(work, integration.user_id, account);
    if (address.empty()) {
        if (id)
            connections::remove(work, integration.user_id, *id);
        return std::nullopt;
    }
    if (id && address == address_in(integration))
        return std::nullopt;
    auto secret = generate_signing_secret();
    connections::put(work, vault, integration.user_id, account, {{kSecret, secret.reveal()}});
    return secret;
}

void note_own_code_verified(pqxx::work& work, Integration const& integration, std::string const& address)
{
    kNoteCodeVerified.rows(work, integration.user_id, integration.id, address);
}

std::vector<std::optional<DeliveryResult>> make_texts(
    TargetContext& context, std::optional<OwnCode> const& code, std::span<Delivery* const> items,
    std::function<void(std::string const& address)> const& on_verified)
{
    auto results = apply_templates(items);
    if (!code || std::none_of(items.begin(), items.end(), is_text))
        return results;
    std::optional<DeliveryResult> refusal;
    if (!code->is_verified) {
        refusal = verify_receiver(context, code->receiver);
        if (!refusal)
            on_verified(code->receiver.address);
    }
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!results[i] && is_text(items[i]))
            results[i] = refusal ? of_item(*refusal) : ask_for(context, *code, *items[i]);
    return results;
}

}  // namespace rmirror::targets
