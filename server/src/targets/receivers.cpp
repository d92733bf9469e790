// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/receivers.hpp"

#include "base/trimmed.hpp"
#include "base/utc_text.hpp"
#include "crypto/base64.hpp"
#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"
#include "crypto/webhook_signature.hpp"
#include "input/uuid.hpp"
#include "targets/failure.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <ctime>
#include <utility>

namespace rmirror::targets {

namespace json = boost::json;

upstream::Reach reach_of(bool private_urls)
{
    return private_urls ? upstream::Reach::anywhere : upstream::Reach::public_only;
}

json::object event_of(std::string const& type, json::object data)
{
    return {{"type", type}, {"timestamp", utc_text(std::time(nullptr))}, {"data", std::move(data)}};
}

upstream::Call signed_call(std::string const& address, Secret const& secret, std::string const& id,
                           json::object const& event)
{
    auto const now = static_cast<std::int64_t>(std::time(nullptr));
    upstream::Call call;
    call.method = "POST";
    call.url = address;
    call.body = json::serialize(event);
    call.headers = {
        {"Content-Type", "application/json"},
        {"User-Agent", "rmirror"},
        {"webhook-id", id},
        {"webhook-timestamp", std::to_string(now)},
        {"webhook-signature", crypto::webhook_signature(secret, id, now, call.body)},
    };
    return call;
}

upstream::CallResult post_signed(TargetContext& context, Receiver const& receiver, std::string const& id,
                                 json::object const& event)
{
    auto call = signed_call(receiver.address, receiver.secret, id, event);
    call.deadline = receiver.timeout;
    call.max_bytes = receiver.max_answer_bytes;
    call.reach = reach_of(context.private_urls());
    return context.ask(std::move(call), receiver.limit);
}

bool repeats_challenge(upstream::CallResult const& result, std::string const& challenge)
{
    if (trimmed(result.body, kWhitespace) == challenge)
        return true;
    json::error_code error;
    auto const answer = json::parse(result.body, error);
    auto const* const object = error ? nullptr : answer.if_object();
    return object && crypto::text_member(*object, "challenge") == challenge;
}

std::optional<DeliveryResult> verify_receiver(TargetContext& context, Receiver const& receiver)
{
    auto const challenge = crypto::random_token();
    auto const result = post_signed(context, receiver, input::new_uuid(),
                                    event_of("verification", {{"challenge", challenge}}));
    if (!is_done(result)) {
        auto failure = failure_of(result, receiver.name);
        // The next item would fail in the same way. 410 Gone: it doesn't want to be called again.
        failure.stops =
            failure.stops || result.status == 410 || failure.outcome.error == queue::ErrorClass::invalid_data;
        return failure;
    }
    if (repeats_challenge(result, challenge))
        return std::nullopt;
    return DeliveryResult{
        .outcome = queue::Outcome::retry(queue::ErrorClass::invalid_data,
                                         std::string(receiver.name) +
                                             " didn't answer the verification with its challenge, so "
                                             "nothing is sent there."),
        .remote = std::nullopt,
        .stops = true};
}

Secret generate_signing_secret()
{
    return Secret("whsec_" + crypto::base64(*crypto::parse_base64url(crypto::random_token())));
}

}  // namespace rmirror::targets
