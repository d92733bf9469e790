// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/issuer_keys.hpp"

#include "base/threads/thread.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::auth {

namespace {

constexpr std::chrono::milliseconds kDeadline{3000};
constexpr std::size_t kMaxBytes = 256U << 10U;
/// Between two attempts at a service that fails.
constexpr std::chrono::milliseconds kMinPause{200};
/// Limit of key ids remembered as missing at the service. Further ones are `fetching` until there is room.
constexpr std::size_t kMaxRemembered = 1000;
constexpr std::size_t kMaxBytesOfId = 256;

}  // namespace

IssuerKeys::IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log)
    : IssuerKeys(std::move(issuer), gateway, log, Ages{})
{}

IssuerKeys::IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log, Ages ages)
    : issuer_(std::move(issuer)),
      gateway_(gateway),
      log_(log),
      ages_(ages),
      missing_(std::max(ages.between_fetches, kMinPause), kMaxRemembered),
      thread_(start_thread("issuer keys", [this](std::stop_token const& stop) { keep_fresh(stop); }))
{}

IssuerKeys::Found IssuerKeys::find(std::string_view key_id)
{
    std::lock_guard const lock(mutex_);
    return look_up(key_id);
}

IssuerKeys::Found IssuerKeys::wait_for(std::string_view key_id, std::chrono::milliseconds patience)
{
    auto const until = Clock::now() + patience;
    std::unique_lock lock(mutex_);
    auto found = look_up(key_id);
    while (found.search == Search::fetching &&
           fetched_once_more_.wait_until(lock, until) == std::cv_status::no_timeout)
        found = look_up(key_id);
    return found;
}

std::optional<IssuerConfiguration> IssuerKeys::wait_for_configuration(std::chrono::milliseconds patience)
{
    std::unique_lock lock(mutex_);
    fetched_once_more_.wait_for(lock, patience, [this] { return configuration_ || failing_; });
    return configuration_;
}

IssuerKeys::Found IssuerKeys::look_up(std::string_view key_id)
{
    if (auto const* const key = keys_ ? keys_->find(key_id) : nullptr)
        return {Search::found, *key};
    if (missing_.find(std::string(key_id)))
        return {.search = Search::unknown, .key = std::nullopt};
    want(key_id);
    auto const left = std::chrono::ceil<std::chrono::seconds>(next_fetch() - Clock::now());
    return {failing_ ? Search::unavailable : Search::fetching, std::nullopt,
            std::max(left, std::chrono::seconds(1))};
}

void IssuerKeys::want(std::string_view key_id)
{
    if (key_id.size() > kMaxBytesOfId || wanted_.size() >= kMaxRemembered || asked_for_.contains(key_id))
        return;
    if (wanted_.emplace(key_id).second && wanted_.size() == 1)
        changed_.notify_one();
}

void IssuerKeys::keep_fresh(std::stop_token const& stop)
{
    while (!stop.stop_requested()) {
        fetch(stop);
        std::unique_lock lock(mutex_);
        for (auto at = next_fetch(); !stop.stop_requested() && Clock::now() < at; at = next_fetch())
            changed_.wait_until(lock, stop, at, [&] { return next_fetch() < at; });
    }
}

/// Refreshes before the keys are old, so that no request meets old ones.
IssuerKeys::Clock::time_point IssuerKeys::next_fetch() const
{
    if (!tried_at_)
        return Clock::now();
    if (failing_)
        return *tried_at_ + std::max(ages_.between_fetches, kMinPause);
    auto const while_fresh = ages_.fresh * 4 / 5;
    return *tried_at_ + (wanted_.empty() ? while_fresh : std::min(while_fresh, ages_.between_fetches));
}

/// After a failure the keys we have stay valid: the service may be unavailable only for a moment.
void IssuerKeys::fetch(std::stop_token const& stop)
{
    auto documents = fetched(stop);
    std::lock_guard const lock(mutex_);
    tried_at_ = Clock::now();
    auto const asked_for = std::exchange(asked_for_, {});
    if (documents.ok()) {
        configuration_ = std::move(documents.value().configuration);
        keys_ = std::move(documents.value().keys);
        failing_ = false;
        for (auto const& id : asked_for)
            if (!keys_->find(id))
                missing_.keep(id, true);
        std::erase_if(wanted_, [this](auto const& id) { return keys_->find(id) != nullptr; });
    } else if (!std::exchange(failing_, true) && !stop.stop_requested() &&
               !documents.error().sentence.empty()) {
        log_.write(
            Level::error, "sign-in service unavailable",
            {{"issuer", std::string_view(issuer_)}, {"why", std::string_view(documents.error().sentence)}});
    }
    fetched_once_more_.notify_all();
}

Result<IssuerKeys::Documents> IssuerKeys::fetched(std::stop_token const& stop)
{
    auto const text = TRY(body_of(stop, configuration_url(issuer_)));
    auto configuration = read_configuration(text, issuer_);
    if (!configuration)
        return Refusal{"its configuration names a different issuer, or has no usable address of its keys"};
    {
        std::lock_guard const lock(mutex_);
        asked_for_ = std::exchange(wanted_, {});
    }
    auto keys = crypto::KeySet::parse(TRY(body_of(stop, configuration->keys_url)));
    if (!keys)
        return Refusal{"its keys aren't a valid JWKS"};
    return Documents{std::move(*configuration), std::move(*keys)};
}

Result<std::string> IssuerKeys::body_of(std::stop_token const& stop, std::string const& url)
{
    upstream::Order order;
    order.call.url = url;
    order.call.headers = {{"Accept", "application/json"}};
    order.call.deadline = kDeadline;
    order.call.max_bytes = kMaxBytes;
    order.call.reach = reach_of_issuer(url, issuer_);
    order.retries = upstream::once();
    order.cancellation = stop;
    auto result = gateway_.ask_and_wait(std::move(order));
    if (result.outcome == upstream::CallOutcome::answered && result.status == 200)
        return std::move(result.body);
    if (result.outcome == upstream::CallOutcome::stopped)
        return Refusal{""};
    return Refusal{result.outcome == upstream::CallOutcome::answered
                       ? "it responded with status " + std::to_string(result.status)
                       : result.why};
}

}  // namespace rmirror::auth
