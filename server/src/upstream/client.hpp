// SPDX-License-Identifier: AGPL-3.0-or-later
// HTTP to other services: one thread on curl's multi interface, however many calls are under way. The only
// folder that knows curl. HTTP/2 where the other side speaks it over TLS; no redirects, no proxies out of the
// environment, http and https alone.
#pragma once

#include "upstream/addresses.hpp"
#include "upstream/alarm.hpp"

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
    std::chrono::milliseconds deadline{10'000};  // For all of it, from ask() to the last byte.
    std::size_t most_bytes = 5U << 20U;          // Of the answer's body that is kept, unpacked.
    Reach reach = Reach::anywhere;
};

/// Throws std::invalid_argument for a method, address or header that would break out of its line.
void expect_well_formed(Call const& call);

/// Header names are in lower case; of repeated ones the last.
using Headers = std::map<std::string, std::string>;

enum class Ending {
    answered,         // With whatever status.
    unreachable,      // No connection, no name, no valid certificate, or cut off half-way.
    refused_address,  // It leads to an address that is out of the call's reach; nothing was sent.
    too_late,         // The deadline passed.
    too_large,        // The answer is longer than was asked for.
    overloaded,       // Too many calls are under way or wait already; this one was not begun.
    cooling_down,     // Not begun, because the service is cooling down. Only a gateway's.
    cancelled,        // By whoever asked.
    stopped,          // The client ends.
};

struct CallResult {
    Ending ending = Ending::unreachable;
    int status = 0;
    Headers headers;
    std::string body;   // Empty when a sink has taken it.
    std::string why;    // For the log, when it was not answered.
    bool sent = false;  // The other side may have seen the call: asking again would be asking twice.
    int tries = 1;      // Of a gateway's: how often it was asked.
    /// When asking again makes sense, where the other side or a gateway knows.
    std::optional<std::chrono::milliseconds> retry_after;
};

/// Takes an answer piece by piece as it comes, such as server-sent events. Only one of 2xx; any other comes
/// whole in the CallResult. Called on the client's thread, where nothing may block or throw.
struct Sink {
    enum class Flow { go_on, pause };
    /// Ends a pause. From any thread, as often as one likes, also when the call has ended or the client is
    /// gone.
    using Resume = std::function<void()>;

    /// Once, before the first piece.
    std::function<void(int status, Headers const&, Resume)> on_head;
    /// `pause`: the piece was taken, but no other comes before Resume is called.
    std::function<Flow(std::string_view)> on_data;
    /// Without a byte for this long it is too late; a pause does not count.
    std::chrono::seconds silence{120};
};

/// Called on the client's thread, exactly once whatever happens; it must neither block nor throw.
using Done = std::function<void(CallResult)>;

struct ClientOptions {
    std::size_t most_under_way = 1000;
    std::string authorities;  // A file of certificates to trust instead of the system's; empty: the system's.
};

class Client final : public Alarm {
public:
    explicit Client(ClientOptions options = {});
    /// Ends at once: calls under way are told that it stopped.
    ~Client() override;
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// From any thread, for a call that is well-formed. At the request of `cancellation` it ends at once as
    /// `cancelled`, unless it has ended; requested before, it never begins.
    void ask(Call call, Done done, std::stop_token cancellation = {});
    void ask(Call call, Sink sink, Done done, std::stop_token cancellation = {});
    /// Waits for the result, so for workers only.
    CallResult ask_and_wait(Call call);

    /// Runs it on the client's thread: soon, or when the client ends, but never within this call.
    void post(std::function<void()> task);

    Time now() const override;
    /// On the client's thread.
    void at(Time time, std::function<void()> call) override;

private:
    class Thread;
    std::shared_ptr<Thread> thread_;
};

}  // namespace rmirror::upstream
