// SPDX-License-Identifier: AGPL-3.0-or-later
// HTTP to other services: one thread on curl's multi interface, however many calls are under way. The only
// folder that knows curl. No redirects, no proxies out of the environment, http and https alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rmirror::upstream {

struct Call {
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::chrono::milliseconds deadline{10'000};  // For all of it, from ask() to the last byte.
    std::size_t most_bytes = 5U << 20U;          // Of the answer's body, unpacked.
};

enum class Ending {
    answered,     // With whatever status.
    unreachable,  // No connection, no name, no valid certificate, or cut off half-way.
    too_late,     // The deadline passed.
    too_large,    // The answer is longer than was asked for.
    overloaded,   // Too many calls are under way already; this one was not begun.
    stopped,      // The client ends.
};

struct Outcome {
    Ending ending = Ending::unreachable;
    int status = 0;
    std::map<std::string, std::string> headers;  // Lower-case names; of repeated ones the last.
    std::string body;
    std::string why;  // For the log, when it was not answered.
};

class Client {
public:
    explicit Client(std::size_t most_under_way = 1000);
    /// Ends at once: calls under way are told that it stopped.
    ~Client();
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// Called on the client's thread, exactly once; it must neither block nor throw.
    using Done = std::function<void(Outcome)>;
    /// From any thread. Throws std::invalid_argument for a method or header that would break out of its line.
    void ask(Call call, Done done);
    /// Waits for the outcome, so for workers only.
    Outcome ask_and_wait(Call call);

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace rmirror::upstream
