// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/issuer_keys.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds kDeadline{3000};
constexpr std::size_t kMostBytes = 256U << 10U;

/// OpenID Connect Discovery §4.
std::string configuration_url(std::string_view issuer)
{
    while (issuer.ends_with('/'))
        issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}

/// The service's own word that it is the one we asked, and where its keys are. A service reached safely must
/// not send us elsewhere unsafely.
std::optional<std::string> keys_url(std::string const& configuration, std::string const& issuer)
{
    boost::system::error_code error;
    auto const value = json::parse(configuration, error);
    auto const* const object = error ? nullptr : value.if_object();
    if (!object)
        return std::nullopt;
    auto const* const name = object->if_contains("issuer");
    auto const* const url = object->if_contains("jwks_uri");
    if (!name || !url || !name->is_string() || !url->is_string() ||
        name->get_string() != json::string_view(issuer))
        return std::nullopt;
    std::string address(url->get_string());
    if (issuer.starts_with("https://") && !address.starts_with("https://"))
        return std::nullopt;
    return address;
}

}  // namespace

IssuerKeys::IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log)
    : IssuerKeys(std::move(issuer), gateway, log, Ages{})
{}

IssuerKeys::IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log, Ages ages)
    : issuer_(std::move(issuer)), gateway_(gateway), log_(log), ages_(ages)
{}

IssuerKeys::Found IssuerKeys::find(std::string_view key_id)
{
    if (may_fetch(key_id)) {
        std::lock_guard const one_at_a_time(fetching_);
        // Another thread may have done it meanwhile.
        if (may_fetch(key_id))
            fetch();
    }
    Found found;
    found.key = known(key_id);
    std::lock_guard const lock(mutex_);
    if (found.key)
        found.search = Search::found;
    else
        found.search = keys_ ? Search::unknown : Search::unavailable;
    return found;
}

std::optional<crypto::VerificationKey> IssuerKeys::known(std::string_view key_id) const
{
    std::lock_guard const lock(mutex_);
    auto const* const key = keys_ ? keys_->find(key_id) : nullptr;
    return key ? std::optional(*key) : std::nullopt;
}

bool IssuerKeys::may_fetch(std::string_view key_id) const
{
    std::lock_guard const lock(mutex_);
    auto const now = Clock::now();
    bool const satisfied = keys_ && keys_->find(key_id) && now - fetched_at_ < ages_.fresh;
    return !satisfied && (!tried_at_ || now - *tried_at_ >= ages_.between_fetches);
}

/// When it fails, the keys we had stay good: the service may only be away for a moment.
void IssuerKeys::fetch()
{
    std::string why;
    auto keys = fetched(why);
    std::lock_guard const lock(mutex_);
    tried_at_ = Clock::now();
    if (keys) {
        keys_ = std::move(keys);
        fetched_at_ = *tried_at_;
        failing_ = false;
    } else if (!std::exchange(failing_, true)) {
        log_.write(Level::error, "sign-in service unusable",
                   {{"issuer", std::string_view(issuer_)}, {"why", std::string_view(why)}});
    }
}

std::optional<crypto::KeySet> IssuerKeys::fetched(std::string& why)
{
    auto const configuration = body_of(configuration_url(issuer_), why);
    if (!configuration)
        return std::nullopt;
    auto const url = keys_url(*configuration, issuer_);
    if (!url) {
        why = "its configuration names another issuer, or no keys we may fetch";
        return std::nullopt;
    }
    auto const text = body_of(*url, why);
    if (!text)
        return std::nullopt;
    auto keys = crypto::KeySet::parse(*text);
    if (!keys)
        why = "its keys are no JWKS";
    return keys;
}

std::optional<std::string> IssuerKeys::body_of(std::string const& url, std::string& why)
{
    upstream::Order order;
    order.call.url = url;
    order.call.headers = {{"Accept", "application/json"}};
    order.call.deadline = kDeadline;
    order.call.most_bytes = kMostBytes;
    order.retries = upstream::once();
    auto outcome = gateway_.ask_and_wait(std::move(order));
    if (outcome.ending == upstream::Ending::answered && outcome.status == 200)
        return std::move(outcome.body);
    why = outcome.ending == upstream::Ending::answered ? "it answered " + std::to_string(outcome.status)
                                                       : outcome.why;
    return std::nullopt;
}

}  // namespace rmirror::auth
