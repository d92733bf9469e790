// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/mutations.hpp"

#include "wire/test_server.hpp"

namespace rmirror::wire::test {
namespace {

TEST(MutatedRequests, do_no_harm)
{
    constexpr int kConnections = 1500;
    TestServer server({}, fuzzed_front());
    int left = kConnections;
    auto const report = fuzz(server.port(), 20261120, [&] { return left-- > 0; });
    EXPECT_GT(report.answers, 300U);
    EXPECT_TRUE(server.is_well());
    while (server.server().connections() > 0)
        std::this_thread::yield();
}

}  // namespace
}  // namespace rmirror::wire::test
