// SPDX-License-Identifier: AGPL-3.0-or-later
// Predicts the memory for the stack of Boost.JSON's parser, which comes on top of the values.
#pragma once

#include <cstddef>
#include <string_view>

namespace rmirror {

/// The parser keeps every value on a stack until the enclosing array or object ends, and doubles the stack
/// when it is full. Returns the maximum size of that stack in bytes, by scanning the text. For invalid JSON,
/// the result may be less than the parser uses before it finds the error.
std::size_t json_stack_bytes(std::string_view text);

}  // namespace rmirror
