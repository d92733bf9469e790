// SPDX-License-Identifier: AGPL-3.0-or-later
// How much memory Boost.JSON's parser needs beside the values that it makes.
#pragma once

#include <cstddef>
#include <string_view>

namespace rmirror {

/// The parser keeps every value on a stack until the array or object around it ends, and doubles the stack
/// when it is full. This scan of the text finds the stack's greatest size in bytes. A text that isn't JSON
/// may get less than the parser uses before it notices.
std::size_t json_stack_bytes(std::string_view text);

}  // namespace rmirror
