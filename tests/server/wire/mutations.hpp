// SPDX-License-Identifier: AGPL-3.0-or-later
// Fuzzing the server as a whole: requests turned into nonsense by a seed, on connections that end in every
// way.
#pragma once

#include "http/dispatch/front.hpp"

#include <cstdint>
#include <functional>

namespace rmirror::wire::test {

struct FuzzReport {
    std::uint64_t requests = 0;
    std::uint64_t answers = 0;
};

/// With what only some servers do: proxies that are trusted, users, answers that are kept.
http::FrontOptions fuzzed_front();

/// Goes on while `more` says so. Throws when something that is no HTTP comes back.
FuzzReport fuzz(std::uint16_t port, std::uint64_t seed, std::function<bool()> const& more);

}  // namespace rmirror::wire::test
