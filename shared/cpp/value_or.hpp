// SPDX-License-Identifier: AGPL-3.0-or-later
// The result type of functions that can fail, in core and server: a value or an error. Each program defines
// its error type and an alias Result.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace rmirror {

/// Owns an error that is being returned. It is a pointer, created and freed out of line: hundreds of places
/// return errors but hardly ever do, and a parser's speed depends on its smallest functions. An error type
/// must specialise FreeError and on_its_way().
template <typename E>
struct FreeError {
    void operator()(E* error) const;
};
template <typename E>
using ErrorPointer = std::unique_ptr<E, FreeError<E>>;

template <typename E>
ErrorPointer<E> on_its_way(E error);

template <typename T, typename E>
class [[nodiscard]] ValueOr {
public:
    ValueOr(T value) : value_(std::move(value)) {}
    ValueOr(E error) : error_(on_its_way(std::move(error))) {}
    ValueOr(ErrorPointer<E> error) : error_(std::move(error)) {}

    [[nodiscard]] bool ok() const { return error_ == nullptr; }
    T& value() { return *value_; }
    T const& value() const { return *value_; }
    E const& error() const { return *error_; }
    /// Moves the error out, to return it from the calling function.
    ErrorPointer<E> pass_on() { return std::move(error_); }

private:
    std::optional<T> value_;
    ErrorPointer<E> error_;
};

/// The value of a function that only returns success or an error.
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
