// SPDX-License-Identifier: AGPL-3.0-or-later
// A value or the reason there is none: how every fallible function of the core answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

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
    ErrorCode code;
    std::string message;  // One English sentence without a full stop; never contains page content.
};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    T& value() { return std::get<0>(state_); }
    T const& value() const { return std::get<0>(state_); }
    Error& error() { return std::get<1>(state_); }
    Error const& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

/// The Result of a function that has nothing to give back but its success.
struct Done {};

}  // namespace rmirror

// Unwraps a Result, or returns its error from the enclosing function.
// Use it only as a whole initialiser or statement: inside a braced list the
// early return leaks the members already built (GCC 12 and Clang 14 alike).
#define TRY(expression)                           \
    ({                                            \
        auto try_result = (expression);           \
        if (!try_result.ok())                     \
            return std::move(try_result.error()); \
        std::move(try_result.value());            \
    })
