// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses JSON from clients and other services, and limits the memory that values and parser use while
// parsing.
#pragma once

#include "base/memory_budget.hpp"
#include "base/result.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rmirror::input {

/// The rest of the budget is used by other requests, or by other requests of the same owner.
class NoMemoryLeft : public std::runtime_error {
public:
    NoMemoryLeft() : std::runtime_error("too much is being parsed at once") {}
};

/// The text takes more memory than one owner may have, even if nothing else is being parsed.
class TooManyParts : public std::runtime_error {
public:
    TooManyParts() : std::runtime_error("the JSON has too many small parts") {}
};

/// Parses a request's body as parse_json() does; a refusal's sentence is the `why` of parse_json(). The
/// memory counts against `budget` while the value exists; without a budget, a multiple of the text's length
/// is the limit. Throws NoMemoryLeft and TooManyParts.
Result<boost::json::value> parse_bounded(std::string_view text, std::size_t max_bytes,
                                         std::shared_ptr<MemoryBudget> budget = nullptr,
                                         std::string const& owner = {});

/// Parses another service's answer, whose length the call has already limited. Returns nullopt for text that
/// isn't JSON, or that takes too many times its length in memory, and sets `why` as parse_json() does.
std::optional<boost::json::value> parse_answer(std::string_view text, std::string& why);
/// The same for answers that are objects.
std::optional<boost::json::object> object_in_answer(std::string_view text);

}  // namespace rmirror::input
