// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/result.hpp"

namespace rmirror {

std::string_view to_string(ErrorCode code)
{
    switch (code) {
        case ErrorCode::truncated:
            return "truncated";
        case ErrorCode::corrupt:
            return "corrupt";
        case ErrorCode::not_a_page:
            return "not-a-page";
        case ErrorCode::unsupported_version:
            return "unsupported-version";
        case ErrorCode::too_large:
            return "too-large";
        case ErrorCode::bad_request:
            return "bad-request";
    }
    return "corrupt";
}

Error::Error(ErrorCode error_code, std::string_view text) : code(error_code), message(text) {}

template <>
void FreeError<Error>::operator()(Error* error) const
{
    delete error;
}

template <>
ErrorPointer<Error> on_its_way(Error error)
{
    return ErrorPointer<Error>(new Error(std::move(error)));
}

}  // namespace rmirror
