// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/providers.hpp"

#include "targets/registry.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace rmirror::upstream {
namespace {

Settings settings(Settings::Environment const& environment)
{
    return Settings::read(environment).value();
}

TEST(Providers, have_names_of_their_own_and_settings_that_exist)
{
    std::set<std::string_view> names;
    auto all = targets::all_services();
    all.insert(all.end(), providers().begin(), providers().end());
    for (auto const& provider : all) {
        EXPECT_TRUE(names.insert(provider.name).second) << provider.name;
        if (provider.address_setting.empty())
            continue;
        EXPECT_NO_THROW(settings({}).text(provider.address_setting)) << provider.name;
    }
}

TEST(Providers, each_have_a_gateway_that_knows_where_the_service_is_found)
{
    Client client;
    Gateways gateways(client, settings({{"RMIRROR_S3_ENDPOINT", "https://s3.example.org"}}),
                      targets::all_services());
    EXPECT_EQ(gateways.to("s3").address(), "https://s3.example.org");
    EXPECT_EQ(gateways.to("claude").name(), "claude");
    EXPECT_THROW(gateways.to("nobody"), std::logic_error);
    std::vector<std::string> used;
    for (auto const* const gateway : gateways.in_use())
        used.push_back(gateway->name());
    std::vector<std::string> expected{"claude", "notion", "s3"};
    for (auto const& service : targets::all_services())
        expected.emplace_back(service.name);
    EXPECT_EQ(used, expected);
}

}  // namespace
}  // namespace rmirror::upstream
