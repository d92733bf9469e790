// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends mutated requests to a server in this process for a number of seconds: `http_fuzz 60 [seed]`.
#include "wire/connections/connection.hpp"
#include "wire/mutations.hpp"
#include "wire/test_server.hpp"

#include <cstdlib>
#include <iostream>
#include <random>

using namespace rmirror::wire;

int main(int argument_count, char** arguments)
{
    auto const seconds = std::chrono::seconds(argument_count > 1 ? std::atoi(arguments[1]) : 60);
    auto const seed = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : std::random_device{}();
    test::TestServer server({}, test::fuzzed_front());
    auto const before = test::open_descriptors();
    auto const end = Clock::now() + seconds;
    auto const report = test::fuzz(server.port(), seed, [&] { return Clock::now() < end; });
    bool const well = server.is_well();
    while (server.server().connections() > 0)
        std::this_thread::yield();
    bool const leaked = test::open_descriptors() != before;
    std::cout << "http_fuzz: " << report.requests << " runs in " << seconds.count() << " s (seed " << seed
              << ")"
              << (well && !leaked ? ", no finding"
                  : leaked        ? ", descriptors leaked"
                                  : ", the server no longer answers")
              << '\n';
    return well && !leaked ? EXIT_SUCCESS : EXIT_FAILURE;
}
