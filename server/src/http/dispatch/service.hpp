// SPDX-License-Identifier: AGPL-3.0-or-later
// What connections need from the layer above them: limits, answers and a log.
#pragma once

#include "http/answer.hpp"
#include "http/request.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::http {

/// Decisions about a request of which only the head is known.
struct Admission {
    std::size_t body_bytes = 0;            // Maximum size of the body.
    std::optional<Reply> refusal;          // Sent instead of reading the body.
    std::vector<NamedValue> more_headers;  // For every answer, errors included.
    std::string_view route;  // The pattern that matched, owned by the router; empty if none did.
    /// The owner of the memory for body and answer: a user or, without a sign-in, a network.
    std::string memory_owner;
    /// Maximum time until the answer begins, instead of Limits::handler.
    std::optional<std::chrono::milliseconds> timeout;
    ProblemShape problem_shape = nullptr;  // Set if callers expect another format than a problem.
};

/// One request and its answer, for the log.
struct Exchange {
    std::string request_id;
    std::string method;
    std::string path;
    std::string client;
    Code status = Code::Ok;
    std::chrono::microseconds took{0};
    std::string_view route;  // As in Admission.
};

/// Called concurrently from all event loops. Nothing here may block.
class Service {
public:
    virtual ~Service() = default;

    /// The network whose connections are counted together. Nullopt for a trusted proxy, which connects for
    /// many clients.
    virtual std::optional<std::string> network_of_peer(std::string const& address) const = 0;
    /// A connection was refused because its network has too many, or because all are in use.
    virtual void turned_away(std::string const& address) = 0;
    /// Called when the head of a request has arrived. Sets its client, route and parameters.
    virtual Admission admit(Request& head) = 0;
    /// Called when the whole request has arrived.
    virtual void serve(Request request, Answer answer) = 0;
    /// Called when a request was answered, or its client disconnected.
    virtual void note(Exchange const& exchange) = 0;
    /// A connection was dropped because of an exception, such as a lack of memory.
    virtual void lost(std::string_view what) = 0;
    /// A new id for a request, also for one that couldn't be parsed.
    virtual std::string new_request_id() = 0;
};

}  // namespace rmirror::http
