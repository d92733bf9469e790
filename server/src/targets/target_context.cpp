// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/target_context.hpp"

#include <utility>

namespace rmirror::targets {

namespace {

template <typename Map>
typename Map::mapped_type const& value_of(Map const& map, std::string_view key)
{
    static typename Map::mapped_type const none;
    auto const found = map.find(key);
    return found == map.end() ? none : found->second;
}

}  // namespace

std::string const& Values::setting(std::string_view key) const
{
    return value_of(settings, key);
}

Secret const& Values::secret(std::string_view key) const
{
    return value_of(secrets, key);
}

TargetContext::TargetContext(TargetContextOptions options, UserId user_id, Values values)
    : options_(std::move(options)), user_id_(std::move(user_id)), values_(std::move(values))
{}

std::string TargetContext::link(std::string_view path) const
{
    return options_.public_url + std::string(path);
}

Renewal TargetContext::renew(std::string_view key)
{
    if (!values_.is_granted || !options_.renew)
        return Renewal::refused;
    auto renewed = options_.renew(user_id_, values_.secret(key));
    if (auto const* const why = std::get_if<Renewal>(&renewed))
        return *why;
    values_.secrets.insert_or_assign(std::string(key), std::move(std::get<Secret>(renewed)));
    return Renewal::renewed;
}

std::optional<std::string> TargetContext::picture(std::string const& sha256)
{
    return options_.pictures ? options_.pictures->read(user_id_, sha256) : std::nullopt;
}

std::optional<std::string> TargetContext::cached(std::string_view key) const
{
    return options_.cache ? options_.cache->get(key_of(key)) : std::nullopt;
}

void TargetContext::cache(std::string_view key, std::string value)
{
    if (options_.cache)
        options_.cache->put(key_of(key), std::move(value));
}

void TargetContext::evict(std::string_view key)
{
    if (options_.cache)
        options_.cache->erase(key_of(key));
}

upstream::CallResult TargetContext::ask(upstream::Call call, RateLimit rate_limit, upstream::Retries retries)
{
    count_call();
    if (options_.caller)
        return options_.caller->ask(std::move(call), std::move(retries), options_.cancellation);
    upstream::Share share{.owner = user_id_.text()};
    share.limit = user_id_.text() + "/" + std::string(rate_limit.of);
    share.rate.calls = rate_limit.per_minute * static_cast<std::size_t>(rate_limit.minutes);
    share.rate.window = std::chrono::minutes(rate_limit.minutes);
    return options_.gateway.ask_and_wait({.call = std::move(call),
                                          .share = std::move(share),
                                          .retries = std::move(retries),
                                          .sink = {},
                                          .cancellation = options_.cancellation});
}

}  // namespace rmirror::targets
