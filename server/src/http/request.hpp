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

/// "GET"; nothing for `other`.
std::string_view to_string(Method method);
Method method_of(std::string_view name);

using NamedValue = std::pair<std::string, std::string>;

struct Request {
    std::string id;  // 16 hex digits, in the answer's X-Request-Id and in every log line about it.
    Method method = Method::other;
    std::string method_name;
    std::string path;   // Undecoded, from the first slash to before the question mark.
    std::string query;  // Undecoded, without the question mark.
    std::vector<NamedValue> headers;
    std::vector<NamedValue> parameters;  // What the route's pattern named, decoded.
    std::string body;
    std::string peer;       // The address that the connection comes from.
    std::string client;     // The address, as the proxies we trust report it.
    std::size_t route = 0;  // The router's own note of what matched.
    /// Who asks, by the signature of the token alone; none for strangers. Good for counting and for taking
    /// turns, and for nothing else.
    std::optional<std::string> likely_user;
    /// What the body takes of what all bodies may take, for as long as a copy of this request is there.
    std::shared_ptr<MemoryShare> body_share;
    /// Where what the body becomes when it is parsed has its memory from. None: from nowhere in particular.
    std::shared_ptr<MemoryBudget> parsing;
    std::string memory_owner;  // Who holds that, as of bodies: a user, or a network.

    /// The first value of that name, whatever its case; empty without one.
    std::string_view header(std::string_view name) const;
    bool has_header(std::string_view name) const;
    /// All values of that name, in their order and with commas between: for fields that are lists.
    std::string header_list(std::string_view name) const;
    std::string_view parameter(std::string_view name) const;
    /// Decoded; nothing when absent or not decodable.
    std::optional<std::string> query_value(std::string_view name) const;
};

/// Nothing when an escape is broken, or when what comes out holds NUL or is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text);

bool equal_ignoring_case(std::string_view left, std::string_view right);
std::string_view trimmed(std::string_view text);
/// The parts between commas, trimmed; empty ones are left out.
std::vector<std::string_view> listed(std::string_view text);

}  // namespace rmirror::http
