// SPDX-License-Identifier: AGPL-3.0-or-later
// The result type of every fallible function of the core: a value or one of these errors.
#pragma once

#include "value_or.hpp"

#include <string>
#include <string_view>

namespace rmirror {

enum class ErrorCode {
    truncated,            // The data ends before a structure it declares.
    corrupt,              // The structure contradicts itself.
    not_a_page,           // No header of a known page file format.
    unsupported_version,  // A page file version that no reader here supports.
    too_large,            // Reading or drawing would need more memory than allowed.
    bad_request,          // The caller's request is invalid.
};

/// The code's stable name in the TypeScript API: "truncated", "too-large" ...
std::string_view to_string(ErrorCode code);

struct Error {
    Error(ErrorCode error_code, std::string_view text);

    ErrorCode code;
    std::string message;  // One English sentence without a full stop; never contains page content.
};

template <>
void FreeError<Error>::operator()(Error* error) const;
template <>
ErrorPointer<Error> on_its_way(Error error);

template <typename T>
using Result = ValueOr<T, Error>;

}  // namespace rmirror
