// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/issuer_keys.hpp"

#include "base/thread.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::auth {

namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds kDeadline{3000};
constexpr std::size_t kMostBytes = 256U << 10U;
/// Between two tries of a service that fails.
constexpr std::chrono::milliseconds kLeastPause{200};

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
    : issuer_(std::move(issuer)),
      gateway_(gateway),
      log_(log),
      ages_(ages),
      thread_(start_thread("issuer keys", [this](std::stop_token const& stop) { keep_fresh(stop); }))
{}

IssuerKeys::Found IssuerKeys::find(std::string_view key_id)
{
    std::lock_guard const lock(mutex_);
    if (auto const* const key = keys_ ? keys_->find(key_id) : nullptr)
        return {Search::found, *key};
    if (!fetching_ && Clock::now() - *tried_at_ >= ages_.between_fetches) {
        fetching_ = true;
        changed_.notify_one();
    }
    if (fetching_)
        return {Search::fetching, std::nullopt};
    return {keys_ ? Search::unknown : Search::unavailable, std::nullopt};
}

std::optional<crypto::VerificationKey> IssuerKeys::known(std::string_view key_id) const
{
    std::lock_guard const lock(mutex_);
    auto const* const key = keys_ ? keys_->find(key_id) : nullptr;
    return key ? std::optional(*key) : std::nullopt;
}

void IssuerKeys::keep_fresh(std::stop_token const& stop)
{
    while (!stop.stop_requested()) {
        fetch(stop);
        std::unique_lock lock(mutex_);
        // Before they are old, so that nobody meets old ones.
        auto const pause = failing_ ? std::max(ages_.between_fetches, kLeastPause) : ages_.fresh * 4 / 5;
        changed_.wait_for(lock, stop, pause, [this] { return fetching_; });
        fetching_ = true;
    }
}

/// When it fails, the keys we had stay good: the service may only be away for a moment.
void IssuerKeys::fetch(std::stop_token const& stop)
{
    auto keys = fetched(stop);
    std::lock_guard const lock(mutex_);
    tried_at_ = Clock::now();
    fetching_ = false;
    if (keys.ok()) {
        keys_ = std::move(keys.value());
        failing_ = false;
    } else if (!stop.stop_requested() && !std::exchange(failing_, true)) {
        log_.write(Level::error, "sign-in service unavailable",
                   {{"issuer", std::string_view(issuer_)}, {"why", std::string_view(keys.error().sentence)}});
    }
}

Result<crypto::KeySet> IssuerKeys::fetched(std::stop_token const& stop)
{
    auto const configuration = TRY(body_of(stop, configuration_url(issuer_)));
    auto const url = keys_url(configuration, issuer_);
    if (!url)
        return Refusal{"its configuration names a different issuer, or has no usable address of its keys"};
    auto keys = crypto::KeySet::parse(TRY(body_of(stop, *url)));
    if (!keys)
        return Refusal{"its keys aren't a valid JWKS"};
    return std::move(*keys);
}

Result<std::string> IssuerKeys::body_of(std::stop_token const& stop, std::string const& url)
{
    upstream::Order order;
    order.call.url = url;
    order.call.headers = {{"Accept", "application/json"}};
    order.call.deadline = kDeadline;
    order.call.most_bytes = kMostBytes;
    order.retries = upstream::once();
    order.cancellation = stop;
    auto result = gateway_.ask_and_wait(std::move(order));
    if (result.ending == upstream::Ending::answered && result.status == 200)
        return std::move(result.body);
    return Refusal{result.ending == upstream::Ending::answered
                       ? "it responded with status " + std::to_string(result.status)
                       : result.why};
}

}  // namespace rmirror::auth
