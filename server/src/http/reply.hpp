// SPDX-License-Identifier: AGPL-3.0-or-later
// What a handler answers.
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

/// Shared, so that a file kept in memory goes to many clients without being copied.
using Body = std::shared_ptr<std::string const>;

struct Reply {
    Code status = Code::Ok;
    std::string content_type = "application/json";
    Body body;  // None: an answer without content.
    std::vector<NamedValue> headers;
    /// Instead of a body: content that is read as its client takes it.
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

/// Says a problem as callers of another service's API expect it. Told the request's id.
using ProblemShape = Reply (*)(Reply const& problem, std::string const& request_id);

}  // namespace rmirror::http
