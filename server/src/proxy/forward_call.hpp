// SPDX-License-Identifier: AGPL-3.0-or-later
// Proxies a call to another service and relays the answer. Independent of any service; each service's
// specifics are in a subfolder.
#pragma once

#include "base/memory_budget.hpp"
#include "base/secret.hpp"
#include "http/answer.hpp"
#include "proxy/ledger.hpp"
#include "upstream/gateway.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace rmirror::proxy {

/// Shared by all calls to one service.
struct Service {
    std::string name;  // In messages to callers, such as "Claude".
    upstream::Gateway& gateway;
    Ledger& ledger;
    /// The service's response headers that are returned to callers, in lower case; a trailing "*" matches a
    /// prefix, as in "ratelimit-*".
    std::span<std::string_view const> returned_headers;
    /// Status for callers when too many calls are in progress here.
    http::Code overloaded = http::Code::Service_Unavailable;
    /// A streamed answer without a byte for this long has ended.
    std::chrono::seconds longest_silence{110};
    /// Replaces an answer that is about this server's key; returns nullopt if the answer is about the call.
    /// Null if the key is the caller's own.
    std::function<std::optional<http::Reply>(upstream::CallResult const&)> reply_in_place_of = nullptr;
};

/// How a call ended.
struct CallEnd {
    bool is_whole = false;      // The service's answer arrived completely, whatever its status.
    bool caller_ended = false;  // The caller disconnected, or read until the call's deadline.
    bool was_sent = false;      // The service may have received the call.
};

/// Observes the answer to one call to determine its cost. Its functions must neither block nor throw.
class Meter {
public:
    virtual ~Meter() = default;

    /// Called with the head of a 2xx answer, before the first read().
    virtual void begin(http::Reply const& head) = 0;
    virtual void read(std::string_view piece) = 0;
    /// Called once the call has ended in any way. Sets whether it is charged, and its counts for the audit.
    virtual void settle(CallEnd const& end, Settlement& settlement) = 0;
};

/// The call as it is retried with another key.
struct RetryCall {
    upstream::Call call;
    Secret key;
};

/// Finds a new key after the service answered 401. Called on the client's thread, so it must neither block
/// nor throw. `then` may be called from any thread; nullopt means that the 401 is returned to the caller.
using RefreshKey = std::function<void(std::function<void(std::optional<RetryCall>)> then)>;

struct ProxiedCall {
    enum class Form {
        whole,    // The answer may take until the call's deadline to begin.
        stream,   // The answer begins soon and arrives in pieces.
        checked,  // JSON of at most `call.max_bytes`, buffered whole before it is returned.
    };

    upstream::Call call;
    /// The memory for the call's body: it is the caller's until the call has ended. May be null.
    std::shared_ptr<MemoryShare> memory;
    Secret key;  // A complete (not streamed) answer that contains it is withheld.
    upstream::Share share;
    Form form = Form::whole;
    Settlement settlement;         // What was reserved for the call; settled when it has ended.
    std::unique_ptr<Meter> meter;  // Never null.
    /// Response headers added by this server, such as the remaining quota.
    std::vector<http::NamedValue> headers = {};
    /// Called at most once; null if a 401 is returned as it is.
    RefreshKey renew = nullptr;
};

/// Relays the service's answer piece by piece. A slow reader slows the service down, and a caller that
/// disconnects cancels the call. The service's gateway must live until this returns, and with `renew` until
/// that has called back; its ledger must live until the gateway's client has ended.
void forward_call(std::shared_ptr<Service const> service, ProxiedCall passed, http::Answer const& answer);

}  // namespace rmirror::proxy
