// SPDX-License-Identifier: AGPL-3.0-or-later
// What connections ask of whatever stands above them: who may send how much, who answers, who keeps the log.
#pragma once

#include "http/answer.hpp"
#include "http/request.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::http {

/// What is decided when only the head of a request is known.
struct Admission {
    std::size_t body_bytes = 0;            // The most the body may hold.
    std::optional<Reply> refusal;          // Given instead of reading the body.
    std::vector<NamedValue> more_headers;  // For whatever answer comes, errors included.
    std::string_view route;                // The pattern that matched, kept by the router; empty without one.
    /// Whose memory body and answer take: a user's, or a network's where nobody is signed in.
    std::string memory_owner;
    /// How long the answer may take to begin, where that is longer than usual.
    std::optional<std::chrono::milliseconds> timeout;
    ProblemShape problem_shape = nullptr;  // Where callers expect something else than a problem.
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

/// Called from every loop's thread at once; nothing here may block.
class Service {
public:
    virtual ~Service() = default;

    /// The network whose connections are counted together; none for a proxy of ours, whose clients are many.
    virtual std::optional<std::string> network_of_peer(std::string const& address) const = 0;
    /// A client was turned away, because its network has too many connections or all are taken.
    virtual void turned_away(std::string const& address) = 0;
    virtual Admission admit(Request& head) = 0;
    virtual void serve(Request request, Answer answer) = 0;
    virtual void note(Exchange const& exchange) = 0;
    /// A connection had to be dropped because of an exception, such as memory running out.
    virtual void lost(std::string_view what) = 0;
    /// The name of a request, also of one that could not be read.
    virtual std::string new_request_id() = 0;
};

}  // namespace rmirror::http
