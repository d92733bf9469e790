// SPDX-License-Identifier: AGPL-3.0-or-later
// The few things we ask of Redis, over one connection that opens itself again. Every call waits, at most for
// the deadline: never on a loop.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/settings.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct redisContext;

namespace rmirror::rates {

struct RedisAddress {
    std::string host;
    int port = 6379;
    std::string socket;  // Instead of host and port.
    std::string user;    // Empty: only a password, or none.
    Secret password;
    int database = 0;

    /// redis://[[user]:password@]host[:port][/database], or unix:///path. Nothing for anything else.
    static std::optional<RedisAddress> parse(std::string_view url);
    /// Of RMIRROR_REDIS_URL; nothing where it is empty. Refused in a sentence for whoever starts the server.
    static Result<std::optional<RedisAddress>> read(Settings const& settings);
};

class Redis {
public:
    static constexpr std::chrono::milliseconds kDeadline{500};

    explicit Redis(RedisAddress address);
    ~Redis();
    Redis(Redis const&) = delete;
    Redis& operator=(Redis const&) = delete;

    struct Increment {
        std::string key;
        std::int64_t by = 0;
        std::chrono::milliseconds lives{0};  // When the key is new.
    };
    struct Incremented {
        std::int64_t total = 0;
        std::chrono::milliseconds left{0};
    };
    /// All of them in one round trip; refused with what is wrong when Redis cannot be used.
    Result<std::vector<Incremented>> increment(std::vector<Increment> const& increments);

    /// In Lua, which Redis carries out in one step; it returns so many whole numbers.
    struct Script {
        std::string_view text;
        std::vector<std::string> keys;
        std::vector<std::string> arguments;
        std::size_t returns = 0;
    };
    using Numbers = std::vector<std::int64_t>;
    /// As increment().
    Result<std::vector<Numbers>> run(std::vector<Script> const& scripts);

private:
    struct Close {
        void operator()(redisContext* context) const;
    };

    Result<Done> connect();
    Result<Done> introduce();
    Result<Done> command(std::vector<std::string> const& words);
    void append(std::vector<std::string> const& words);
    Result<std::vector<Numbers>> read_numbers(std::vector<Script> const& scripts);

    RedisAddress address_;
    std::unique_ptr<redisContext, Close> context_;
};

}  // namespace rmirror::rates
