// SPDX-License-Identifier: AGPL-3.0-or-later
// Parsing JSON from outside. The memory that it takes is counted while it is taken, the parser's own
// included.
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

/// Other requests, or the owner's other requests, have taken the rest of the budget.
class NoMemoryLeft : public std::runtime_error {
public:
    NoMemoryLeft() : std::runtime_error("too much is being parsed at once") {}
};

/// The text takes more memory than one owner can have, even when nothing else is being parsed.
class TooManyParts : public std::runtime_error {
public:
    TooManyParts() : std::runtime_error("the JSON has too many small parts") {}
};

/// Parses a request as parse_json() does; the refusal is the part of a sentence that it gives. The memory
/// comes out of `budget` for as long as the value lives; without a budget, a multiple of the length limits
/// it. Throws NoMemoryLeft and TooManyParts.
Result<boost::json::value> parse_bounded(std::string_view text, std::size_t most_bytes,
                                         std::shared_ptr<MemoryBudget> budget = nullptr,
                                         std::string const& owner = {});

/// Parses another service's answer, whose length the call has limited. Returns nothing for what isn't JSON or
/// takes too many times its length in memory; `why` is then set as by parse_json().
std::optional<boost::json::value> parse_answer(std::string_view text, std::string& why);
/// The same for answers that are objects.
std::optional<boost::json::object> object_in_answer(std::string_view text);

}  // namespace rmirror::input
