// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests connections while a user waits, each on its own thread, because a service may be slow.
#pragma once

#include "db/pool.hpp"
#include "targets/oauth_clients.hpp"
#include "targets/target.hpp"
#include "upstream/providers.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace rmirror::targets {

struct TesterOptions {
    std::string public_url;
    bool private_urls = false;
    OAuthClients const* oauth = nullptr;  // Must outlive the tester. Null: no token is renewed.
};

class ConnectionTester {
public:
    /// The first three must outlive this object.
    ConnectionTester(upstream::Gateways& gateways, db::Pool& pool, Callers const& callers,
                     TesterOptions options);
    ConnectionTester(ConnectionTester const&) = delete;
    ConnectionTester& operator=(ConnectionTester const&) = delete;
    /// Cancels running tests and waits for them.
    ~ConnectionTester();

    enum class Begun { yes, owner_has_many, too_many };

    using Check = std::function<DeliveryResult(TargetContext&)>;
    using Report = std::function<void(DeliveryResult const&)>;
    /// Calls `check`, such as Target::test, and then `report` later on another thread, unless the user or the
    /// server already runs as many tests as it may. `cancellation` ends the call to the service, as does the
    /// destructor.
    Begun test(Target const& target, UserId const& user_id, Values values, Check check, Report report,
               std::stop_source cancellation);

private:
    struct Test {
        Target const* target;
        UserId user_id;
        Values values;
        Check check;
        Report report;
        std::stop_source cancellation;
        bool is_over = false;
        std::jthread thread = {};
    };

    void carry_out(Test& test);
    DeliveryResult result_of(Test& test);
    DeliveryResult result_or_failure(Test& test);

    upstream::Gateways& gateways_;
    db::Pool& pool_;
    Callers const& callers_;
    TesterOptions options_;
    std::mutex mutex_;
    std::list<Test> tests_;
};

enum class TestedValues { stored, unsaved };

/// `TestResult` of openapi.yaml. If the stored values work, a stopped integration restarts; a test of unsaved
/// values doesn't change it. `verified`: the value of Target::verifies that was tested.
boost::json::object show_test(db::Pool& pool, Target const& target, UserId const& user_id,
                              DeliveryResult const& result, TestedValues tested, std::string const& verified);

}  // namespace rmirror::targets
