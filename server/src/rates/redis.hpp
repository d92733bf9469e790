// SPDX-License-Identifier: AGPL-3.0-or-later
// A client for the few Redis commands we use, over one connection that reopens itself. Each call blocks, at
// most for kDeadline, so it must not run on an event loop.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/settings/settings.hpp"

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
    std::string user;    // Empty: a password only, or none.
    Secret password;
    int database = 0;

    /// redis://[[user]:password@]host[:port][/database], or unix:///path; nullopt for anything else.
    static std::optional<RedisAddress> parse(std::string_view url);
    /// Reads RMIRROR_REDIS_URL; nullopt if it is empty. The refusal is a sentence for the operator.
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
        std::chrono::milliseconds lives{0};  // Expiry, if the key is new.
    };
    struct Incremented {
        std::int64_t total = 0;
        std::chrono::milliseconds left{0};
    };
    /// All increments in one round trip. Refused with the reason if Redis can't be used.
    Result<std::vector<Incremented>> increment(std::vector<Increment> const& increments);

    /// A Lua script, which Redis runs atomically. It returns an array of `returns` integers.
    struct Script {
        std::string_view text;
        std::vector<std::string> keys;
        std::vector<std::string> arguments;
        std::size_t returns = 0;
    };
    using Numbers = std::vector<std::int64_t>;
    /// All scripts in one round trip; see increment().
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
