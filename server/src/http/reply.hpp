// SPDX-License-Identifier: AGPL-3.0-or-later
// What a handler answers, and how the head of an answer is written on the wire.
#pragma once

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

    Reply& with(std::string name, std::string value) &;
    Reply&& with(std::string name, std::string value) &&;
    std::size_t size() const { return body ? body->size() : 0; }
};

Reply ok_json(std::string json);
Reply ok_text(std::string text);
Reply empty_reply(Code status);

constexpr std::string_view kProblemType = "application/problem+json";

/// Says a problem as callers of another service's API expect it. Told the request's id.
using ProblemShape = Reply (*)(Reply const& problem, std::string const& request_id);

enum class Framing { length, chunked, until_close };

struct Wire {
    Framing framing = Framing::length;
    bool keep_alive = true;
    bool http_1_0 = false;
};

/// The status line and fields, up to and with the empty line. Fields that would break out of their line are
/// left out.
std::string head_of(Reply const& reply, Wire wire, std::vector<NamedValue> const& more);

/// 204 and 304 never have content, nor a length of it (RFC 9110 §8.6).
bool may_have_content(Code status);

}  // namespace rmirror::http
