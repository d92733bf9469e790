// SPDX-License-Identifier: AGPL-3.0-or-later
// A value or the reason there is none: how every fallible function of the core answers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

/// An error on its way up. A pointer, and freed out of line: hundreds of places pass errors on, hardly one
/// ever does, and a reader's speed is that of its smallest functions.
struct FreeError {
    void operator()(Error* error) const;
};
using ErrorPointer = std::unique_ptr<Error, FreeError>;

ErrorPointer on_its_way(Error error);

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : value_(std::move(value)) {}
    Result(Error error) : error_(on_its_way(std::move(error))) {}
    Result(ErrorPointer error) : error_(std::move(error)) {}

    [[nodiscard]] bool ok() const { return error_ == nullptr; }
    T& value() { return *value_; }
    T const& value() const { return *value_; }
    Error const& error() const { return *error_; }
    /// To return it as the error of another Result.
    ErrorPointer pass_on() { return std::move(error_); }

private:
    std::optional<T> value_;
    ErrorPointer error_;
};

/// The Result of a function that has nothing to give back but its success.
struct Done {};

}  // namespace rmirror

// Unwraps a Result, or returns its error from the enclosing function.
// Use it only as a whole initialiser or statement: inside a braced list the
// early return leaks the members already built (GCC 12 and Clang 14 alike).
#define TRY(expression)                  \
    ({                                   \
        auto try_result = (expression);  \
        if (!try_result.ok())            \
            return try_result.pass_on(); \
        std::move(try_result.value());   \
    })
