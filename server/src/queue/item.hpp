// SPDX-License-Identifier: AGPL-3.0-or-later
// One thing to do, as the queue gives it out, and what came of doing it.
#pragma once

#include <pqxx/transaction>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace rmirror::jobs {

struct Item {
    std::string id;
    std::string user_id;
    std::string target_name;
    std::string item_type;
    std::string item_key;  // Our own id of the page, notebook, todo or highlight.
    std::string operation;
    std::string content_hash;  // Empty: none.
    std::string lease_id;
    int attempts = 0;  // This one included.
};

/// Why something could not be done, as the queue and the user are told.
enum class ErrorClass { network_error, rate_limit, auth_error, invalid_data, quota_exceeded, unknown_error };
std::string_view to_string(ErrorClass error);

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
    std::string message;            // For the user; at most 1,000 characters are kept.
    std::chrono::seconds after{0};  // Of `later`.
    /// Of `done`: writes the result, in the transaction that ends the item, so that both happen or neither.
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

}  // namespace rmirror::jobs
