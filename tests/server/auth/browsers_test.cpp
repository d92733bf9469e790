// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/browsers.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace rmirror::auth {
namespace {

TEST(Browsers, are_called_what_people_call_them)
{
    constexpr std::string_view kMac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36";
    std::string const mac(kMac);
    std::array<std::pair<std::string, std::string>, 9> const known = {{
        {"Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox (Linux)"},
        {mac + " (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "Chrome (macOS)"},
        {mac + " (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari (macOS)"},
        {mac + " (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge (macOS)"},
        {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
         "Chrome (Android)"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 CriOS/131.0 "
         "Safari/604.1",
         "Chrome (iPhone)"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 OPR/116.0", "Opera (Windows)"},
        {"curl/8.5.0", "curl/8.5.0"},
        {"", ""},
    }};
    for (auto const& [user_agent, name] : known)
        EXPECT_EQ(browser_name(user_agent), name);
    EXPECT_EQ(browser_name(std::string(500, 'x')).size(), 100U);
}

}  // namespace
}  // namespace rmirror::auth
