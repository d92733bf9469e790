// SPDX-License-Identifier: AGPL-3.0-or-later
// A value or the reason there is none: how fallible functions of core and server answer. Each program has an
// error of its own and a Result of it.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace rmirror {

/// An error on its way up. A pointer, and made and freed out of line: hundreds of places pass errors on,
/// hardly one ever does, and a reader's speed is that of its smallest functions. Whoever defines an error
/// specialises both for it.
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
    /// To return it as the error of another.
    ErrorPointer<E> pass_on() { return std::move(error_); }

private:
    std::optional<T> value_;
    ErrorPointer<E> error_;
};

/// The value of a function that has nothing to give back but its success.
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
