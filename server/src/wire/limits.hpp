// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of its memory and time the server grants one client.
#pragma once

#include <chrono>
#include <cstddef>

namespace rmirror::wire {

struct Limits {
    std::size_t head_bytes = 32U << 10U;  // Request line and header fields together; more is 431.
    std::size_t header_fields = 100;
    std::size_t target_bytes = 8U << 10U;    // Path and query; more is 414.
    std::size_t stream_bytes = 256U << 10U;  // A streamed answer asks its source to pause above this.
    std::size_t connections = 10'000;
    std::size_t connections_of_network = 0;  // 0: no bound.

    std::chrono::milliseconds head{10'000};      // From a request's first byte to the end of its head.
    std::chrono::milliseconds body{60'000};      // For a body at any pace; see below.
    std::chrono::milliseconds idle{60'000};      // Between requests.
    std::chrono::milliseconds write{60'000};     // For the client to take an answer at any pace.
    std::chrono::milliseconds handler{120'000};  // To the answer, or to the next chunk of a streamed one.
    std::chrono::milliseconds linger{2'000};     // After the last answer, for the client to read it.
    std::chrono::milliseconds tick{250};         // How often deadlines are looked at.

    /// The least that a body must bring, and the client must take of an answer, where that takes longer
    /// (TransferDeadline): a 7.5 MB picture may take eight minutes.
    std::size_t bytes_per_second = 16U << 10U;
};

}  // namespace rmirror::wire
