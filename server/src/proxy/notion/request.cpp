// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/notion/request.hpp"

#include "http/problem.hpp"
#include "input/bounded_json.hpp"
#include "input/uuid.hpp"

#include <algorithm>
#include <array>

namespace rmirror::proxy::notion {

namespace json = boost::json;
using http::Code;

namespace {

constexpr std::size_t kDigits = 32;
constexpr std::int64_t kMaxResults = 100;
constexpr std::string_view kPageSize = "page_size";
constexpr std::string_view kId = ":id";

/// With or without hyphens, as Notion accepts ids.
std::optional<std::string> uuid_of(std::string_view text)
{
    constexpr std::array<std::size_t, 4> kHyphens = {8, 13, 18, 23};
    if (text.size() != kDigits)
        return input::parse_uuid(text);
    std::string dashed(text);
    for (auto const place : kHyphens)
        dashed.insert(place, 1, '-');
    return input::parse_uuid(dashed);
}

http::Reply unknown_address()
{
    return http::problem(Code::Bad_Request,
                         "This server doesn't pass on calls to this address. Check the path.",
                         {{"code", "invalid_request_url"}});
}

/// Only an integer above the maximum is refused here; anything else invalid is left to Notion.
bool is_too_many(std::string_view number)
{
    constexpr std::size_t kSafeDigits = 18;
    bool const is_number = !number.empty() && std::all_of(number.begin(), number.end(), [](char each) {
        return each >= '0' && each <= '9';
    });
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return is_number && (number.size() > kSafeDigits ||
                         (!number.empty() && std::stoll(std::string(number)) > kMaxResults));
}

bool asks_for_too_many(std::string_view query)
{
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        auto const part = query.substr(0, end);
        auto const equals = std::min(part.find('='), part.size());
        auto const name = http::percent_decoded(part.substr(0, equals));
        auto const value = http::percent_decoded(part.substr(std::min(equals + 1, part.size())));
        if (name == kPageSize && value && is_too_many(*value))
            return true;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return false;
}

/// A body that isn't JSON or exceeds the memory limits is passed on for Notion to judge.
bool asks_for_too_many(http::Request const& request)
try {
    auto const body =
        input::parse_bounded(request.body, kMaxJsonBytes, request.parsing, request.memory_owner);
    auto const* const fields = body.ok() ? body.value().if_object() : nullptr;
    auto const* const size = fields ? fields->if_contains(kPageSize) : nullptr;
    if (!size || !size->is_number())
        return false;
    return size->to_number<double>() > static_cast<double>(kMaxResults);
} catch (input::NoMemoryLeft const&) {
    return false;
} catch (input::TooManyParts const&) {
    return false;
}

http::Reply too_many(std::string_view where)
{
    return http::problem(Code::Bad_Request, std::string(where) + " failed validation: " + std::string(where) +
                                                ".page_size should be ≤ `100`.");
}

/// The path with the id as received; safe because it was checked to be a UUID.
std::optional<std::string> path_of(Endpoint const& endpoint, http::Request const& request)
{
    std::string path = "/v1/";
    path += endpoint.path;
    auto const place = path.find(kId);
    if (place == std::string::npos)
        return path;
    auto const id = request.parameter("id");
    if (!uuid_of(id))
        return std::nullopt;
    return path.replace(place, kId.size(), id);
}

}  // namespace

std::variant<Asked, http::Reply> read_request(Endpoint const& endpoint, http::Request const& request)
{
    Asked asked;
    if (auto const named = request.parameter("connection_id"); !named.empty()) {
        asked.connection_id = uuid_of(named);
        if (!asked.connection_id)
            return unknown_address();
    }
    auto path = path_of(endpoint, request);
    if (!path)
        return http::problem(Code::Bad_Request, "path failed validation: the id should be a valid uuid.");
    if (asks_for_too_many(request.query))
        return too_many("query");
    if (endpoint.content == Content::query && asks_for_too_many(request))
        return too_many("body");
    asked.target = std::move(*path);
    if (!request.query.empty())
        asked.target += "?" + request.query;
    return asked;
}

}  // namespace rmirror::proxy::notion
