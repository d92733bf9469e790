// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's emulator, and processes that call it through gateways as servers and workers do.
#pragma once

#include "checkout.hpp"
#include "collected_log.hpp"
#include "helper_process.hpp"
#include "notion/calls.hpp"
#include "rates/redis_rate_counters.hpp"
#include "rates/redis_server.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace rmirror::notion::test {

using Clock = std::chrono::steady_clock;

/// A token that the emulator knows.
struct Token {
    std::string text;
    std::string bot;
};

class Emulator {
public:
    std::string const& address() const { return address_; }

    Token admit(std::string const& text)
    {
        auto const admitted = door("POST", "tokens", {{"token", text}});
        return {text, std::string(admitted.at("bot_id").as_string())};
    }
    void limit(boost::json::object const& limits) { door("PUT", "limits", limits); }
    void set(boost::json::object const& settings) { door("PUT", "settings", settings); }
    boost::json::value log() { return door("GET", "log", {}); }

    /// Which checks were failed, and how.
    static std::string violations(boost::json::value const& log)
    {
        return boost::json::serialize(log.at("violations"));
    }
    static std::size_t max_within_a_window(boost::json::value const& log, Token const& token)
    {
        return log.at("most_within_a_window").at(token.bot).to_number<std::size_t>();
    }
    static std::ptrdiff_t answers(boost::json::value const& log, Token const& token, int status)
    {
        auto const& requests = log.at("requests").as_array();
        return std::count_if(requests.begin(), requests.end(), [&](boost::json::value const& request) {
            auto const* const connection = request.as_object().if_contains("connection");
            return connection && *connection == boost::json::value(token.bot) &&
                   request.at("status") == boost::json::value(status);
        });
    }

private:
    boost::json::value door(std::string method, std::string const& path, boost::json::object const& body)
    {
        upstream::Call call;
        call.url = address_ + "/emulator/" + path;
        call.method = std::move(method);
        if (call.method != "GET")
            call.body = boost::json::serialize(body);
        call.headers = {{"Content-Type", "application/json"}};
        auto const answer = client_.ask_and_wait(std::move(call));
        EXPECT_EQ(answer.status / 100, 2) << path << " " << answer.status << answer.body;
        return answer.body.empty() ? boost::json::value() : boost::json::parse(answer.body);
    }

    rmirror::test::HelperProcess program_{{"node", checkout() + "/tests/server/notion/emulator.mjs"}};
    std::string address_ = program_.line();
    upstream::Client client_;
};

/// One server or worker.
class Process {
public:
    explicit Process(Emulator const& emulator, rates::test::RedisServer const* redis = nullptr)
        : address_(emulator.address())
    {
        if (redis)
            rate_counters_.emplace(rates::RedisAddress::parse("unix://" + redis->socket()).value(),
                                   log_.log());
        gateway_.emplace(client_, upstream::GatewayOptions{
                                      .name = "notion",
                                      .address = address_,
                                      .cools_down = upstream::GatewayOptions::CoolsDown::limit,
                                      .shared_rate_counters = rate_counters_ ? &*rate_counters_ : nullptr});
    }

    upstream::Order order(Token const& token, Traffic traffic, Allowance const& allowance) const
    {
        upstream::Order order;
        order.call.url = address_ + "/v1/users/me";
        order.call.headers = {{"Authorization", "Bearer " + token.text}, {"Notion-Version", "2025-09-03"}};
        order.call.deadline = std::chrono::seconds(60);
        order.share = share_of(UserId("somebody"), token.bot, "home", traffic, allowance);
        order.retries = retries_for("GET");
        return order;
    }
    upstream::Gateway& gateway() { return *gateway_; }
    std::string log() { return log_.text(); }

private:
    std::string address_;
    rmirror::test::CollectedLog log_{Level::error};
    upstream::Client client_;
    std::optional<rates::RedisRateCounters> rate_counters_;
    std::optional<upstream::Gateway> gateway_;
};

/// Calls as often as it may, with eight threads, as a target does.
class FullSpeed {
public:
    FullSpeed(Process& process, upstream::Order const& order)
    {
        for (int i = 0; i < 8; ++i)
            threads_.emplace_back([&process, order](std::stop_token const& stop) {
                while (!stop.stop_requested()) {
                    auto call = order;
                    call.cancellation = stop;
                    process.gateway().ask_and_wait(std::move(call));
                }
            });
    }

private:
    std::vector<std::jthread> threads_;
};

/// Calls evenly, one after the other, and remembers how long each of them took.
inline std::vector<std::chrono::milliseconds> call_evenly(Process& process, upstream::Order const& order,
                                                          std::chrono::milliseconds every, int calls)
{
    std::vector<std::chrono::milliseconds> took;
    auto next = Clock::now();
    for (int i = 0; i < calls; ++i, next += every) {
        std::this_thread::sleep_until(next);
        auto const begin = Clock::now();
        EXPECT_EQ(process.gateway().ask_and_wait(order).status, 200);
        took.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin));
    }
    std::sort(took.begin(), took.end());
    return took;
}

}  // namespace rmirror::notion::test
