// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs JavaScript of this project's own, compiled into the program, by SpiderMonkey without its compilers to
// machine code. The script reaches nothing: text goes in, text comes out
// (docs/decisions/0089-one-writer-in-the-server.md).
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::javascript {

struct Limits {
    std::chrono::milliseconds time{20'000};    // Processor time of one call.
    std::size_t heap_bytes = 512U << 20U;      // Of the engine; what is larger ends the call.
    std::size_t max_text_bytes = 256U << 20U;  // Of an argument, and of a result.
};

enum class Failure {
    exception,  // The script threw.
    too_long,   // It was ended after the time limit.
    too_large,  // It needed more memory, or a text was longer, than the limits allow.
};

struct CallResult {
    std::string text = {};
    std::optional<Failure> failure = {};
    std::string why = {};  // For the log: the exception's message and place.
};

/// Starts the library, which is there from then on until the program ends. The first engine does it as well.
void open_library();

/// One script and its state. Only the thread that made it may use and destroy it, and has no other at the
/// same time. Making one takes some 50 ms and 10 MB.
class Engine {
public:
    /// `script` defines a global object `name`. Both must outlive the engine.
    Engine(std::string_view script, std::string_view name, Limits limits = {});
    ~Engine();
    Engine(Engine const&) = delete;
    Engine& operator=(Engine const&) = delete;

    /// Calls the function of this name of the script's object, which takes a text and returns one. After a
    /// failure that may have left the script in any state, the next call begins with a new one. `time`: less
    /// than the limit of other calls.
    CallResult call(std::string_view function, std::string_view argument,
                    std::optional<std::chrono::milliseconds> time = std::nullopt);

private:
    class Context;

    std::string_view script_;
    std::string_view name_;
    Limits limits_;
    std::unique_ptr<Context> context_;
};

}  // namespace rmirror::javascript
