// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads query parameters as strictly as a JSON body, and with the same interface as input/json_reader.hpp.
#pragma once

#include "http/reply.hpp"
#include "http/request.hpp"
#include "input/fault.hpp"
#include "input/uuid.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::http {

/// The part of a list that a request asks for (cursor pagination).
struct Piece {
    std::int64_t limit = 0;            // Maximum number of items.
    std::optional<std::string> after;  // The cursor: the id of the last item of the previous part.
};

/// The default and the maximum number of items in a part.
struct PageLimits {
    std::int64_t default_size = 100;
    std::int64_t max = 500;
};

class Query {
public:
    explicit Query(Request const& request);

    // For an absent parameter, functions that end in _if_any return nullopt, texts() and some_of() return an
    // empty list, and the others record a fault. All record a fault for an invalid value.
    std::string text(std::string_view name, input::Length length);
    std::optional<std::string> text_if_any(std::string_view name, input::Length length);
    /// All values given under this name, in order, at most `max`.
    std::vector<std::string> texts(std::string_view name, input::Length length, std::size_t max);
    std::optional<std::string> one_of_if_any(std::string_view name, std::span<std::string_view const> values);
    /// Like one_of_if_any(), for a parameter that can be repeated.
    std::vector<std::string> some_of(std::string_view name, std::span<std::string_view const> values);
    std::optional<bool> flag_if_any(std::string_view name);
    /// In lower case.
    std::optional<std::string> uuid_if_any(std::string_view name);
    /// See input/time.hpp.
    std::optional<std::string> time_if_any(std::string_view name);
    double number(std::string_view name, double min, double max);
    std::optional<std::int64_t> integer_if_any(std::string_view name, std::int64_t min, std::int64_t max);
    /// Reads `limit` and `cursor`, which every list has.
    Piece piece(PageLimits size = {});

    void refuse(std::string_view name, std::string_view sentence);
    /// Nullopt if all parameters are valid; otherwise 400 with the member `field`. An unknown or repeated
    /// parameter is a fault as well. Call this after reading all parameters.
    std::optional<Reply> refusal();

private:
    struct Parameter {
        std::string name;
        std::string value;
        bool asked = false;
    };

    std::vector<std::string> find_all(std::string_view name);
    std::optional<std::string> find(std::string_view name);
    std::optional<std::string> require(std::string_view name);

    std::vector<Parameter> parameters_;
    std::optional<input::Fault> fault_;
};

}  // namespace rmirror::http
