// SPDX-License-Identifier: AGPL-3.0-or-later
// A handler's reply: status, headers and content.
#pragma once

#include "base/byte_source.hpp"
#include "http/request.hpp"

#include <pistache/http_defs.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::http {

using Pistache::Http::Code;

/// Shared, so that a file in memory can be sent to many clients without being copied.
using Body = std::shared_ptr<std::string const>;

struct Reply {
    Code status = Code::Ok;
    std::string content_type = "application/json";
    Body body;  // Null: no content.
    std::vector<NamedValue> headers;
    /// Content that is read in pieces while it is being sent, instead of a body.
    std::shared_ptr<ByteSource> source = nullptr;

    Reply& with(std::string name, std::string value) &;
    Reply&& with(std::string name, std::string value) &&;
    bool has_content() const { return body || source; }
    std::size_t size() const { return source ? source->size() : body ? body->size() : 0; }
};

Reply ok_json(std::string json);
Reply ok_text(std::string text);
Reply empty_reply(Code status);

constexpr std::string_view kProblemType = "application/problem+json";

/// Converts a problem into the error format that callers of another service's API expect.
using ProblemShape = Reply (*)(Reply const& problem, std::string const& request_id);

}  // namespace rmirror::http
