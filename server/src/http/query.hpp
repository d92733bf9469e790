// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading the parameters of a query as strictly as a body: see input/json_reader.hpp, whose manner this is.
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

/// Which piece of a list is asked for.
struct Piece {
    std::int64_t limit = 0;            // The most it may hold.
    std::optional<std::string> after;  // The id of the last item of the piece before.
};

/// How many items a piece holds when nothing is said, and how many at most.
struct PieceSize {
    std::int64_t usual = 100;
    std::int64_t most = 500;
};

class Query {
public:
    explicit Query(Request const& request);

    // A parameter that is absent is a fault, or, of those that end in _if_any, nothing.
    std::string text(std::string_view name, input::Length length);
    std::optional<std::string> text_if_any(std::string_view name, input::Length length);
    /// All that stand there under this name, in their order: at most `most`.
    std::vector<std::string> texts(std::string_view name, input::Length length, std::size_t most);
    std::optional<std::string> one_of_if_any(std::string_view name, std::span<std::string_view const> values);
    /// The same of those that can be chosen together.
    std::vector<std::string> some_of(std::string_view name, std::span<std::string_view const> values);
    std::optional<bool> flag_if_any(std::string_view name);
    /// In lower case.
    std::optional<std::string> uuid_if_any(std::string_view name);
    /// See input/time.hpp.
    std::optional<std::string> time_if_any(std::string_view name);
    double number(std::string_view name, double least, double most);
    std::optional<std::int64_t> integer_if_any(std::string_view name, std::int64_t least, std::int64_t most);
    /// The parameters `limit` and `cursor`, which every list has.
    Piece piece(PieceSize size = {});

    void refuse(std::string_view name, std::string_view sentence);
    /// 400 with the member `field`; also for a parameter that was not asked for, or stands there twice.
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
