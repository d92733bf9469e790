// SPDX-License-Identifier: AGPL-3.0-or-later
// A call that is passed on to another service: its way there and back. It knows no service; what is
// particular to one lies in a folder of its own beside this.
#pragma once

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

/// What all calls to one service share.
struct Service {
    std::string name;  // In sentences for callers, such as "Claude".
    upstream::Gateway& gateway;
    Ledger& ledger;
    /// Headers of the service that callers look at, in lower case; "ratelimit-*" stands for all that begin
    /// so.
    std::span<std::string_view const> returned_headers;
    /// What callers are told when too many calls are in progress here.
    http::Code overloaded = http::Code::Service_Unavailable;
    /// Without a byte for this long an answer in pieces has ended.
    std::chrono::seconds longest_silence{110};
    /// What callers are told in place of an answer that is about this server's key; nothing when it is about
    /// their call. None where the key is the caller's own.
    std::function<std::optional<http::Reply>(upstream::CallResult const&)> reply_in_place_of = nullptr;
};

/// How a call ended.
struct CallEnd {
    bool is_whole = false;    // The service's answer has come to its end, whatever its status.
    bool is_callers = false;  // The caller left, or took longer to read than a call may last.
    bool was_sent = false;    // The service may have seen it.
};

/// Reads along in the answer to one call, to tell what it costs. Nothing in it may block or throw.
class Meter {
public:
    virtual ~Meter() = default;

    /// The head of an answer of 2xx, then its pieces as they come.
    virtual void begin(http::Reply const& head) = 0;
    virtual void read(std::string_view piece) = 0;
    /// The call has ended, however it did: whether it is charged, and counts for the audit.
    virtual void settle(CallEnd const& end, Settlement& settlement) = 0;
};

/// A call as it is made once more, with another key.
struct RenewedCall {
    upstream::Call call;
    Secret key;
};

/// Finds another key for a call that the service has refused with 401. Told on the client's thread, where
/// nothing may wait or throw; `then` may be called from any thread, with nothing where the refusal stands.
using Renew = std::function<void(std::function<void(std::optional<RenewedCall>)> then)>;

struct PassedCall {
    enum class Form {
        whole,    // The answer comes when it is ready, and may take as long as the call's deadline.
        stream,   // The answer begins soon and comes in pieces.
        checked,  // JSON of at most `call.most_bytes`, of which nothing is passed on before it is all there.
    };

    upstream::Call call;
    Secret key;  // An answer that holds it, and comes whole, is not passed on.
    upstream::Share share;
    Form form = Form::whole;
    Settlement settlement;         // What was reserved before; settled when the call has ended.
    std::unique_ptr<Meter> meter;  // Never null.
    /// Of this server, such as what is left of a quota; beside those that the service's answer brings.
    std::vector<http::NamedValue> headers = {};
    /// Asked at most once; none where a 401 stands.
    Renew renew = nullptr;
};

/// Answers as the service does, piece by piece: a reader that is slow slows the service down, one that leaves
/// cancels the call. The service's gateway is used until this returns, and with `renew` until that has called
/// back; its ledger until the gateway's client has ended.
void pass_on(std::shared_ptr<Service const> service, PassedCall passed, http::Answer const& answer);

}  // namespace rmirror::proxy
