// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses requests with Boost.Beast, and enforces the framing rules that Beast doesn't.
#pragma once

#include "http/reply.hpp"
#include "http/request.hpp"
#include "wire/messages/limits.hpp"

#include <memory>
#include <string>

namespace rmirror::wire {

/// Why a request is refused. The connection closes after sending this, because its framing can't be trusted.
struct Refusal {
    http::Code status = http::Code::Bad_Request;
    std::string detail;
};

/// Parses one request after another from the front of a buffer. When more input has arrived, pass the whole
/// buffer again.
class RequestReader {
public:
    enum class Progress { needs_more, done, refused };

    explicit RequestReader(Limits const& limits);
    ~RequestReader();
    RequestReader(RequestReader const&) = delete;
    RequestReader& operator=(RequestReader const&) = delete;

    /// Consumes the head and nothing after it. After `done`, head() has the request's line and headers.
    Progress read_head(std::string& input);
    /// Call this after read_head() is done. Refuses a body of more than `max_bytes`, whether its length is
    /// declared or it is chunked.
    Progress read_body(std::string& input, std::size_t max_bytes);

    http::Request& head() { return request_; }
    Refusal const& refusal() const { return refusal_; }
    bool keep_alive() const { return keep_alive_; }
    bool http_1_0() const { return http_1_0_; }
    bool has_body() const { return has_body_; }
    bool expects_continue() const { return expects_continue_; }
    std::size_t body_bytes() const;
    /// The value of Content-Length; 0 without one.
    std::size_t declared_bytes() const;

    /// Returns the complete request and resets the reader for the next one.
    http::Request take();
    void forget();

private:
    struct Parser;

    Progress refuse(http::Code status, std::string detail);
    Progress parse_head(std::string_view head);
    Progress check_framing();
    Progress check_target();
    Progress check_expectation();
    void copy_head();

    Limits const& limits_;
    std::unique_ptr<Parser> parser_;
    http::Request request_;
    Refusal refusal_;
    std::size_t searched_ = 0;  // Leading bytes of the buffer without the end of a head.
    bool keep_alive_ = false;
    bool http_1_0_ = false;
    bool has_body_ = false;
    bool body_started_ = false;
    bool expects_continue_ = false;
};

}  // namespace rmirror::wire
