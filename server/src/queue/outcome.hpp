// SPDX-License-Identifier: AGPL-3.0-or-later
// What came of doing something: said once, by whoever learnt it, and understood by the queue.
#pragma once

#include <pqxx/transaction>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::queue {

/// Why something could not be done, as the queue and the user are told.
enum class ErrorClass { network_error, rate_limit, auth_error, invalid_data, quota_exceeded, unknown_error };
std::string_view to_string(ErrorClass error);
/// Nothing for what is no name of one.
std::optional<ErrorClass> error_class_of(std::string_view name);

struct Outcome {
    enum class Kind {
        done,
        retry,     // Failed, and may not the next time.
        later,     // Not the item's fault, such as a 429: not counted as an attempt.
        rejected,  // Would fail every time.
        dropped,   // Need not be done any more, or waits for something that will queue it again.
    };

    Kind kind = Kind::done;
    ErrorClass error = ErrorClass::unknown_error;
    std::string message;            // For the user; at most 1,000 bytes are kept.
    std::chrono::seconds after{0};  // Of `later`.
    /// Writes what came of it, in the transaction that ends the item, so that both happen or neither.
    std::function<void(pqxx::work&)> write;

    static Outcome done(std::function<void(pqxx::work&)> write = {});
    static Outcome retry(ErrorClass error, std::string message);
    static Outcome later(std::chrono::seconds after, std::string message,
                         ErrorClass error = ErrorClass::rate_limit);
    /// Failed together with others, and may not alone: at once, and no attempt.
    static Outcome apart(std::string message);
    static Outcome rejected(ErrorClass error, std::string message);
    static Outcome dropped(ErrorClass error, std::string message);
};

}  // namespace rmirror::queue
