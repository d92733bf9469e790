// SPDX-License-Identifier: AGPL-3.0-or-later
// How every fallible function of the core answers: a value, or one of these errors.
#pragma once

#include "value_or.hpp"

#include <string>
#include <string_view>

namespace rmirror {

enum class ErrorCode {
    truncated,            // The bytes end before the structure they announce.
    corrupt,              // The structure contradicts itself.
    not_a_page,           // No header of a known page file.
    unsupported_version,  // A page file of a version that no reader here knows.
    too_large,            // Reading or drawing it would need more memory than allowed.
    bad_request,          // The caller asked for something that does not exist.
};

/// The code's stable name, as it crosses to TypeScript: "truncated", "too-large" ...
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
