// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits of memory and time for one client.
#pragma once

#include <chrono>
#include <cstddef>

namespace rmirror::wire {

struct Limits {
    std::size_t head_bytes = 32U << 10U;  // Request line and headers together; 431 above it.
    std::size_t header_fields = 100;
    std::size_t target_bytes = 8U << 10U;    // Path and query; 414 above it.
    std::size_t stream_bytes = 256U << 10U;  // A stream is full above this (Stream::Room).
    std::size_t connections = 10'000;
    std::size_t connections_of_network = 0;  // 0: no limit.

    std::chrono::milliseconds head{10'000};      // From a request's first byte to the end of its head.
    std::chrono::milliseconds body{60'000};      // For a body at any rate; see `bytes_per_second`.
    std::chrono::milliseconds idle{60'000};      // Between requests.
    std::chrono::milliseconds write{60'000};     // For an answer to be received at any rate.
    std::chrono::milliseconds handler{120'000};  // Until the answer, or a stream's next piece.
    std::chrono::milliseconds linger{2'000};     // After the last answer, for the client to read it.
    std::chrono::milliseconds tick{250};         // How often deadlines are checked.

    /// The minimum rate of a body, and of an answer being received, that takes longer than `body` or `write`
    /// (TransferDeadline): a 7.5 MB image may take eight minutes.
    std::size_t bytes_per_second = 16U << 10U;
};

}  // namespace rmirror::wire
