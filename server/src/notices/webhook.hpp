// SPDX-License-Identifier: AGPL-3.0-or-later
// The webhook of a user with the tier enterprise: an address that gets each notice as a signed POST
// (standardwebhooks.com).
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"
#include "upstream/client/client.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::notices {

struct Webhook {
    UserId user_id;
    std::string address;
    std::int64_t secret_number = 0;
    bool is_stopped = false;
};

/// Whether the user's tier has webhooks.
bool is_offered(pqxx::work& work, UserId const& user_id);
std::optional<Webhook> webhook_of(pqxx::work& work, UserId const& user_id);
/// Another address gets another secret. A webhook that was stopped begins again.
Webhook store_webhook(pqxx::work& work, UserId const& user_id, std::string const& address);
void forget_webhook(pqxx::work& work, UserId const& user_id);
/// The receiver doesn't want more.
void stop_webhook(pqxx::work& work, Webhook const& webhook);

/// What its receiver verifies signatures with: "whsec_" and base64. Derived from `key`, so it isn't stored.
Secret secret_of(Secret const& key, Webhook const& webhook);

struct Event {
    std::string id;  // The same each time it is sent.
    std::string type;
    boost::json::object data;
};

class Sender {
public:
    /// The client must outlive this. `reach`: private addresses only if the operator allows them.
    Sender(upstream::Client& client, Secret key, upstream::Reach reach)
        : client_(client), key_(std::move(key)), reach_(reach)
    {}

    /// Waits for the answer, so only call it on a worker thread.
    upstream::CallResult send(Webhook const& webhook, Event const& event) const;
    /// Sends a challenge that the receiver must repeat (docs/decisions/0081). Returns why it isn't accepted,
    /// as a sentence; nullopt if it is.
    std::optional<std::string> fault_of(Webhook const& webhook) const;
    Secret const& key() const { return key_; }
    upstream::Reach reach() const { return reach_; }

private:
    upstream::Client& client_;
    Secret key_;
    upstream::Reach reach_;
};

}  // namespace rmirror::notices
