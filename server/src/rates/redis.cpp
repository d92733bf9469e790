// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/redis.hpp"

#include <hiredis/hiredis.h>

#include <charconv>

namespace rmirror::rates {

namespace {

using std::chrono::milliseconds;

// Counts and sets the expiry of a new key in one step: a key without expiry would count for ever.
constexpr std::string_view kIncrement =
    "local total = redis.call('INCRBY', KEYS[1], ARGV[1]) "
    "local left = redis.call('PTTL', KEYS[1]) "
    "if left < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) left = tonumber(ARGV[2]) end "
    "return {total, left}";

struct FreeReply {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

std::optional<int> number_of(std::string_view text, int max)
{
    int number = 0;
    auto const result = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const whole = !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
    return whole && number >= 0 && number <= max ? std::optional(number) : std::nullopt;
}

/// Removes everything up to the separator from `text` and returns the part before it; nullopt, and `text`
/// stays, if there is no separator.
std::optional<std::string_view> take_before(std::string_view& text, char separator)
{
    auto const at = text.find(separator);
    if (at == std::string_view::npos)
        return std::nullopt;
    auto const before = text.substr(0, at);
    text.remove_prefix(at + 1);
    return before;
}

timeval deadline()
{
    return {0, std::chrono::microseconds(Redis::kDeadline).count()};
}

/// Refuses an error reply of Redis as well.
Result<Reply> next_reply(redisContext* context)
{
    void* received = nullptr;
    if (redisGetReply(context, &received) != REDIS_OK)
        return Refusal{context->errstr};
    Reply reply(static_cast<redisReply*>(received));
    if (reply->type == REDIS_REPLY_ERROR)
        return Refusal{reply->str};
    return reply;
}

}  // namespace

std::optional<RedisAddress> RedisAddress::parse(std::string_view url)
{
    constexpr std::string_view kSocket = "unix://";
    constexpr std::string_view kRedis = "redis://";
    RedisAddress address;
    if (url.starts_with(kSocket)) {
        address.socket = url.substr(kSocket.size());
        return address.socket.empty() ? std::nullopt : std::optional(address);
    }
    if (!url.starts_with(kRedis))
        return std::nullopt;
    url.remove_prefix(kRedis.size());
    if (auto const at = url.rfind('@'); at != std::string_view::npos) {
        auto credentials = url.substr(0, at);
        url.remove_prefix(at + 1);
        address.user = take_before(credentials, ':').value_or("");
        address.password = Secret(std::string(credentials));
    }
    constexpr int kMaxDatabases = 1'000'000;
    constexpr int kMaxPort = 65535;
    auto place = url.substr(0, url.find('/'));
    auto const database = url.substr(place.size());
    auto const number = database.size() > 1 ? number_of(database.substr(1), kMaxDatabases) : 0;
    auto const before_port = take_before(place, ':');
    auto const port = before_port ? number_of(place, kMaxPort) : address.port;
    address.host = before_port.value_or(place);
    if (!number || !port || address.host.empty())
        return std::nullopt;
    address.database = *number;
    address.port = *port;
    return address;
}

Result<std::optional<RedisAddress>> RedisAddress::read(Settings const& settings)
{
    auto const& url = settings.secret("RMIRROR_REDIS_URL");
    auto address = parse(url.reveal());
    if (!url.empty() && !address)
        return Refusal{
            "RMIRROR_REDIS_URL must look like redis://:password@localhost:6379/0 or "
            "unix:///run/redis.sock."};
    return address;
}

Redis::Redis(RedisAddress address) : address_(std::move(address)) {}

Redis::~Redis() = default;

void Redis::Close::operator()(redisContext* context) const
{
    redisFree(context);
}

Result<std::vector<Redis::Incremented>> Redis::increment(std::vector<Increment> const& increments)
{
    std::vector<Script> scripts;
    scripts.reserve(increments.size());
    for (auto const& each : increments)
        scripts.push_back(
            {kIncrement, {each.key}, {std::to_string(each.by), std::to_string(each.lives.count())}, 2});
    auto const all = TRY(run(scripts));
    std::vector<Incremented> incremented;
    incremented.reserve(all.size());
    for (auto const& numbers : all)
        incremented.push_back({numbers[0], milliseconds(numbers[1])});
    return incremented;
}

Result<std::vector<Redis::Numbers>> Redis::run(std::vector<Script> const& scripts)
{
    if (!context_)
        TRY(connect());
    for (auto const& script : scripts) {
        std::vector<std::string> words = {"EVAL", std::string(script.text),
                                          std::to_string(script.keys.size())};
        words.insert(words.end(), script.keys.begin(), script.keys.end());
        words.insert(words.end(), script.arguments.begin(), script.arguments.end());
        append(words);
    }
    auto done = read_numbers(scripts);
    if (!done.ok())
        context_.reset();  // Late replies could be taken for those of the next call.
    return done;
}

Result<Done> Redis::connect()
{
    context_.reset(address_.socket.empty()
                       ? redisConnectWithTimeout(address_.host.c_str(), address_.port, deadline())
                       : redisConnectUnixWithTimeout(address_.socket.c_str(), deadline()));
    auto introduced = introduce();
    if (!introduced.ok())
        context_.reset();
    return introduced;
}

Result<Done> Redis::introduce()
{
    if (!context_)
        return Refusal{"out of memory"};
    if (context_->err != 0 || redisSetTimeout(context_.get(), deadline()) != REDIS_OK)
        return Refusal{context_->errstr};
    if (!address_.password.empty()) {
        std::vector<std::string> words = {"AUTH"};
        if (!address_.user.empty())
            words.push_back(address_.user);
        words.push_back(address_.password.reveal());
        TRY(command(words));
    }
    if (address_.database != 0)
        TRY(command({"SELECT", std::to_string(address_.database)}));
    return Done{};
}

Result<Done> Redis::command(std::vector<std::string> const& words)
{
    append(words);
    TRY(next_reply(context_.get()));
    return Done{};
}

void Redis::append(std::vector<std::string> const& words)
{
    std::vector<char const*> pointers;
    std::vector<std::size_t> sizes;
    for (auto const& word : words) {
        pointers.push_back(word.data());
        sizes.push_back(word.size());
    }
    redisAppendCommandArgv(context_.get(), static_cast<int>(words.size()), pointers.data(), sizes.data());
}

Result<std::vector<Redis::Numbers>> Redis::read_numbers(std::vector<Script> const& scripts)
{
    std::vector<Numbers> read;
    read.reserve(scripts.size());
    for (auto const& script : scripts) {
        auto const reply = TRY(next_reply(context_.get()));
        if (reply->type != REDIS_REPLY_ARRAY || reply->elements != script.returns)
            return Refusal{"Redis sent an unexpected response"};
        auto& numbers = read.emplace_back();
        for (std::size_t i = 0; i < script.returns; ++i) {
            if (reply->element[i]->type != REDIS_REPLY_INTEGER)
                return Refusal{"Redis sent an unexpected response"};
            numbers.push_back(reply->element[i]->integer);
        }
    }
    return read;
}

}  // namespace rmirror::rates
