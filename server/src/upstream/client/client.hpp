// SPDX-License-Identifier: AGPL-3.0-or-later
// Client for other services: one thread on curl's multi interface, for any number of concurrent HTTP calls
// and mails. Only this folder uses curl. HTTP/2 over TLS if the service supports it; no redirects, no proxies
// from the environment.
#pragma once

#include "upstream/client/addresses.hpp"
#include "upstream/client/alarm.hpp"
#include "upstream/client/mail.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmirror::upstream {

struct Call {
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::chrono::milliseconds deadline{10'000};  // In total, from ask() to the last byte.
    std::size_t max_bytes = 5U << 20U;           // Maximum size of the body kept in memory, decompressed.
    Reach reach = Reach::anywhere;
};

/// Throws std::invalid_argument for a method, URL or header that contains a line break or NUL.
void expect_well_formed(Call const& call);

/// Header names are in lower case. Of repeated headers, the last one is kept.
using Headers = std::map<std::string, std::string>;

enum class CallOutcome {
    answered,         // With any status.
    unreachable,      // No connection, DNS or TLS failure, or cut off.
    refused_address,  // The address is outside the call's reach. Nothing was sent.
    too_late,         // The deadline passed.
    too_large,        // The answer exceeds `max_bytes`.
    overloaded,       // Not begun: too many calls are in progress or waiting.
    cooling_down,     // Not begun, because the service is cooling down. Gateways only.
    read_only,        // Not begun, because it could change something there. Gateways only.
    cancelled,        // By the caller.
    stopped,          // The client or gateway is shutting down.
};

struct CallResult {
    CallOutcome outcome = CallOutcome::unreachable;
    int status = 0;
    Headers headers;
    std::string body;   // Empty if a sink received it.
    std::string why;    // For the log, if there was no answer.
    bool sent = false;  // The service may have received the call, so a retry may repeat its effect.
    int tries = 1;      // Attempts made. Above 1 only from a gateway.
    /// When a retry makes sense, if the service or a gateway knows.
    std::optional<std::chrono::milliseconds> retry_after;
};

/// Receives an answer in pieces as they arrive, such as server-sent events. Only used for a 2xx status; the
/// body of any other is in the CallResult. Called on the client's thread, so nothing may block or throw.
struct Sink {
    enum class Flow { go_on, pause };
    /// Ends a pause. Thread-safe; may be called repeatedly, after the call has ended, and after the client is
    /// destroyed.
    using Resume = std::function<void()>;

    /// Called once, before the first piece.
    std::function<void(int status, Headers const&, Resume)> on_head;
    /// `pause`: the piece was taken, but no further one is passed until Resume is called.
    std::function<Flow(std::string_view)> on_data;
    /// Times out after this long without a byte; pauses don't count.
    std::chrono::seconds silence{120};
};

/// Called exactly once, on the client's thread. It must neither block nor throw.
using Done = std::function<void(CallResult)>;

struct ClientOptions {
    std::size_t max_under_way = 1000;
    std::string authorities;  // CA certificate file to use instead of the system's; empty: the system's.
};

class Client final : public Alarm {
public:
    explicit Client(ClientOptions options = {});
    /// Ends calls in progress as `stopped`, without waiting for their answers.
    ~Client() override;
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// Begins a call; thread-safe. Throws as expect_well_formed() does. A stop request of `cancellation` ends
    /// the call immediately as `cancelled`; if it was made before, the call never begins.
    void ask(Call call, Done done, std::stop_token cancellation = {});
    void ask(Call call, Sink sink, Done done, std::stop_token cancellation = {});
    /// Blocks until the result is there, so only call it on a worker thread.
    CallResult ask_and_wait(Call call);

    /// Hands a mail to its server. Throws std::invalid_argument for an address with blanks, control
    /// characters or angle brackets.
    void send(Mail mail, MailDone done);
    /// Blocks until the result is there, so only call it on a worker thread.
    MailResult send_and_wait(Mail mail);

    /// Runs `task` on the client's thread, soon or when the client ends, but never within this function.
    void post(std::function<void()> task);

    Time now() const override;
    /// Calls `call` on the client's thread.
    void at(Time time, std::function<void()> call) override;

private:
    class Thread;
    std::shared_ptr<Thread> thread_;
};

}  // namespace rmirror::upstream
