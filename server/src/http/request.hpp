// SPDX-License-Identifier: AGPL-3.0-or-later
// A request as handlers see it: plain values, already checked for framing and size.
#pragma once

#include "base/memory_budget.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmirror::http {

enum class Method { get, head, post, put, patch, remove, options, other };

/// "GET"; empty for `other`.
std::string_view to_string(Method method);
Method method_of(std::string_view name);

using NamedValue = std::pair<std::string, std::string>;

struct Request {
    std::string id;  // 16 hex digits, in the answer's X-Request-Id and in every log line about the request.
    Method method = Method::other;
    std::string method_name;
    std::string path;   // Not decoded, from the first slash up to the question mark.
    std::string query;  // Not decoded, without the question mark.
    std::vector<NamedValue> headers;
    std::vector<NamedValue> parameters;  // The named segments of the route's pattern, decoded.
    std::string body;
    std::string peer;       // The address of the connection's other end.
    std::string client;     // The client's address as reported by trusted proxies.
    std::size_t route = 0;  // The index of the matching route, set by the router.
    /// The user according to the token's signature alone: an id, or the sign-in service's `sub`. None for
    /// anonymous requests. Only good for counting and for taking turns: the token may have been revoked.
    std::optional<std::string> likely_user;
    /// The body's part of the memory for bodies, held while any copy of this request exists.
    std::shared_ptr<MemoryShare> body_share;
    /// The budget for the memory of the parsed body. Null: a multiple of its length limits it.
    std::shared_ptr<MemoryBudget> parsing;
    std::string memory_owner;  // The owner in both budgets: a user or a network.

    /// The first value of that name, ignoring case; empty if there is none.
    std::string_view header(std::string_view name) const;
    bool has_header(std::string_view name) const;
    /// All values of that name in order, joined by commas, for headers that are lists.
    std::string header_list(std::string_view name) const;
    std::string_view parameter(std::string_view name) const;
};

/// Nullopt if an escape is invalid, or if the result contains NUL or isn't UTF-8.
std::optional<std::string> percent_decoded(std::string_view text);

bool equal_ignoring_case(std::string_view left, std::string_view right);
/// Splits at commas and trims the parts; empty parts are omitted.
std::vector<std::string_view> listed(std::string_view text);

}  // namespace rmirror::http
