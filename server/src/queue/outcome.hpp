// SPDX-License-Identifier: AGPL-3.0-or-later
// The outcome of processing an item, from which the queue derives status and retry.
#pragma once

#include <pqxx/transaction>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::queue {

/// The kind of error, stored in the queue and shown to the user.
enum class ErrorClass { network_error, rate_limit, auth_error, invalid_data, quota_exceeded, unknown_error };
std::string_view to_string(ErrorClass error);
/// Nullopt for an unknown name.
std::optional<ErrorClass> error_class_of(std::string_view name);

struct Outcome {
    enum class Kind {
        done,
        retry,     // Failed, but may succeed next time.
        later,     // Not the item's fault, such as a 429: doesn't count as an attempt.
        rejected,  // Would fail every time.
        dropped,   // No longer needed, or waits for something that will queue it again.
    };

    Kind kind = Kind::done;
    ErrorClass error = ErrorClass::unknown_error;
    std::string message;            // For the user; at most 1,000 bytes are stored.
    std::chrono::seconds after{0};  // For `later`.
    /// Writes results in the transaction that ends the item, so that both happen or neither.
    std::function<void(pqxx::work&)> write;

    static Outcome done(std::function<void(pqxx::work&)> write = {});
    static Outcome retry(ErrorClass error, std::string message);
    static Outcome later(std::chrono::seconds after, std::string message,
                         ErrorClass error = ErrorClass::rate_limit);
    /// `later` without delay, for an item that failed together with others but may succeed alone.
    static Outcome apart(std::string message);
    static Outcome rejected(ErrorClass error, std::string message);
    static Outcome dropped(ErrorClass error, std::string message);
};

}  // namespace rmirror::queue
