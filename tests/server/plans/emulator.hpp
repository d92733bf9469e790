// SPDX-License-Identifier: AGPL-3.0-or-later
// Stripe's emulator, and what happens there.
#pragma once

#include "checkout.hpp"
#include "helper_process.hpp"
#include "upstream/client/client.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <string>
#include <utility>

namespace rmirror::plans::test {

constexpr auto kKey = "sk_test_emulator";

class Emulator {
public:
    Emulator()
    {
        for (auto const* const key : {"pro_monthly", "pro_yearly", "team_monthly"})
            add_price(key);
    }

    /// A lookup key moves to the newest price that has it.
    void add_price(std::string const& key)
    {
        door("POST", "prices",
             boost::json::object{{"lookup_key", key}, {"interval", key == "pro_yearly" ? "year" : "month"}});
    }

    std::string const& address() const { return address_; }

    std::string add_customer()
    {
        return std::string(door("POST", "customers", boost::json::object()).at("id").as_string());
    }
    /// {"events": […], "subscription": {…}}
    boost::json::object act(boost::json::object const& act) { return door("POST", "acts", act).as_object(); }
    boost::json::value state() { return door("GET", "state", {}); }
    boost::json::value log() { return door("GET", "log", {}); }
    void set_faults(boost::json::value const& faults) { door("PUT", "faults", faults); }
    void clear() { door("DELETE", "state", {}); }

private:
    boost::json::value door(std::string method, std::string const& path, boost::json::value const& body)
    {
        upstream::Call call;
        call.url = address_ + "/emulator/" + path;
        call.method = std::move(method);
        if (call.method == "PUT" || call.method == "POST")
            call.body = boost::json::serialize(body);
        call.headers = {{"Content-Type", "application/json"}};
        auto const answer = client_.ask_and_wait(std::move(call));
        EXPECT_EQ(answer.status / 100, 2) << path << " " << answer.status << answer.body;
        return answer.body.empty() ? boost::json::value() : boost::json::parse(answer.body);
    }

    rmirror::test::HelperProcess program_{{"node", checkout() + "/tests/server/plans/emulator.mjs"}};
    std::string address_{boost::json::parse(program_.line()).at("address").as_string()};
    upstream::Client client_;
};

}  // namespace rmirror::plans::test
