// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/body/query.hpp"

#include "http/problem.hpp"
#include "input/time.hpp"
#include "input/uuid.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace rmirror::http {

namespace {

std::string with_blanks(std::string_view text)
{
    std::string value(text);
    std::replace(value.begin(), value.end(), '+', ' ');
    return value;
}

/// Parses the whole text as a number; only digits, and a sign and a point if the type has them, are allowed.
template <typename Number>
std::optional<Number> number_of(std::string_view text)
{
    Number number{};
    auto const result = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const is_whole = result.ec == std::errc{} && result.ptr == text.data() + text.size();
    return is_whole ? std::optional(number) : std::nullopt;
}

}  // namespace

Query::Query(Request const& request)
{
    std::string_view rest = request.query;
    while (!rest.empty()) {
        auto const pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        if (pair.empty())
            continue;
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = percent_decoded(with_blanks(pair.substr(0, equals)));
        auto value = percent_decoded(with_blanks(pair.substr(std::min(equals + 1, pair.size()))));
        if (!name || !value) {
            fault_ = input::Fault{"", "The address has an escape sequence that isn't valid text."};
            return;
        }
        parameters_.push_back({std::move(*name), std::move(*value)});
    }
}

void Query::refuse(std::string_view name, std::string_view sentence)
{
    if (!fault_)
        fault_ = input::Fault{std::string(name), std::string(sentence)};
}

std::optional<Reply> Query::refusal()
{
    for (auto const& each : parameters_)
        if (!each.asked)
            refuse(input::shown_name(each.name), "Unknown parameter.");
    return fault_ ? std::optional(problem(*fault_)) : std::nullopt;
}

std::vector<std::string> Query::find_all(std::string_view name)
{
    std::vector<std::string> values;
    for (auto& each : parameters_)
        if (each.name == name) {
            each.asked = true;
            values.push_back(each.value);
        }
    return values;
}

std::optional<std::string> Query::find(std::string_view name)
{
    auto values = find_all(name);
    if (values.size() > 1)
        refuse(name, "Given more than once.");
    return values.empty() ? std::nullopt : std::optional(std::move(values.front()));
}

std::optional<std::string> Query::require(std::string_view name)
{
    auto value = find(name);
    if (!value)
        refuse(name, "Required.");
    return value;
}

std::string Query::text(std::string_view name, input::Length length)
{
    auto value = text_if_any(name, length);
    if (!value)
        refuse(name, "Required.");
    return value.value_or("");
}

std::optional<std::string> Query::text_if_any(std::string_view name, input::Length length)
{
    auto value = find(name);
    if (value && !input::has_length(*value, length)) {
        refuse(name, input::sentence_about(length));
        return std::string{};
    }
    return value;
}

std::optional<std::string> Query::one_of_if_any(std::string_view name,
                                                std::span<std::string_view const> values)
{
    auto value = find(name);
    if (value && std::find(values.begin(), values.end(), *value) == values.end())
        refuse(name, input::sentence_about(values));
    return value;
}

std::vector<std::string> Query::texts(std::string_view name, input::Length length, std::size_t max)
{
    auto values = find_all(name);
    if (values.size() > max)
        refuse(name, "Can be given " + std::to_string(max) + " times at most.");
    for (auto const& value : values)
        if (!input::has_length(value, length))
            refuse(name, input::sentence_about(length));
    return values;
}

std::vector<std::string> Query::some_of(std::string_view name, std::span<std::string_view const> values)
{
    auto chosen = texts(name, {}, values.size());
    for (auto const& value : chosen)
        if (std::find(values.begin(), values.end(), value) == values.end())
            refuse(name, input::sentence_about(values));
    return chosen;
}

std::optional<bool> Query::flag_if_any(std::string_view name)
{
    constexpr std::string_view kFlags[] = {"true", "false"};
    auto const value = one_of_if_any(name, kFlags);
    return value ? std::optional(*value == "true") : std::nullopt;
}

std::optional<std::string> Query::uuid_if_any(std::string_view name)
{
    auto const value = find(name);
    auto uuid = value ? input::parse_uuid(*value) : std::nullopt;
    if (value && !uuid)
        refuse(name, "Must be a UUID.");
    return uuid;
}

std::optional<std::string> Query::time_if_any(std::string_view name)
{
    auto value = find(name);
    if (value && !input::is_time(*value))
        refuse(name, input::kTimeSentence);
    return value;
}

double Query::number(std::string_view name, double min, double max)
{
    auto const value = require(name);
    auto const number = value ? number_of<double>(*value) : std::nullopt;
    if (number && std::isfinite(*number) && *number >= min && *number <= max)
        return *number;
    refuse(name, input::sentence_about(min, max));
    return min;
}

std::optional<std::int64_t> Query::integer_if_any(std::string_view name, std::int64_t min, std::int64_t max)
{
    auto const value = find(name);
    if (!value)
        return std::nullopt;
    auto const number = number_of<std::int64_t>(*value);
    if (number && *number >= min && *number <= max)
        return number;
    refuse(name, input::sentence_about(min, max));
    return min;
}

Piece Query::piece(PageLimits size)
{
    return {.limit = integer_if_any("limit", 1, size.max).value_or(size.default_size),
            .after = uuid_if_any("cursor")};
}

}  // namespace rmirror::http
