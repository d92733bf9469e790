// SPDX-License-Identifier: AGPL-3.0-or-later
// Parsing JSON that a stranger sent, in memory that its length bounds.
#pragma once

#include "base/memory_budget.hpp"
#include "base/result.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace rmirror::input {

/// The budget is used up by others, or what one owner may hold of it by the owner.
class NoMemoryLeft : public std::runtime_error {
public:
    NoMemoryLeft() : std::runtime_error("too much is being parsed at once") {}
};

/// As parse_json(); refused with the part of a sentence it gives, also when what it becomes would take more
/// than a few times its length, or than one owner may hold. It takes its memory out of `budget` for as long
/// as the value lives. Throws NoMemoryLeft.
Result<boost::json::value> parse_bounded(std::string_view text, std::size_t most_bytes,
                                         std::shared_ptr<MemoryBudget> budget = nullptr,
                                         std::string const& owner = {});

}  // namespace rmirror::input
