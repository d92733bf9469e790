// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks services whether all is well, while a person waits: each test on a thread of its own, for a service
// may take long.
#pragma once

#include "db/pool.hpp"
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
};

class Tester {
public:
    /// The first three must outlive it.
    Tester(upstream::Gateways& gateways, db::Pool& pool, Callers const& callers, TesterOptions options);
    Tester(Tester const&) = delete;
    Tester& operator=(Tester const&) = delete;
    /// Tests under way are cancelled.
    ~Tester();

    enum class Begun { yes, owner_has_many, too_many };

    using Tell = std::function<void(Ending const&)>;
    /// Calls `tell` later, on another thread, unless as many tests as may run are running: of the owner, or
    /// of everybody. `cancellation` ends the call to the service, as does the end of this.
    Begun test(Target const& target, UserId const& user_id, Values values, Tell tell,
               std::stop_source cancellation);

private:
    struct Test {
        Target const* target;
        UserId user_id;
        Values values;
        Tell tell;
        std::stop_source cancellation;
        bool is_over = false;
        std::jthread thread = {};
    };

    void carry_out(Test& test);
    Ending result_of(Test& test);
    Ending result_or_failure(Test& test);

    upstream::Gateways& gateways_;
    db::Pool& pool_;
    Callers const& callers_;
    TesterOptions options_;
    std::mutex mutex_;
    std::list<Test> tests_;
};

enum class Tested { stored, unsaved };

/// `TestResult` of the contract. When what is stored works, an integration that had stopped goes on; values
/// that are not saved yet say nothing of it. `verified`: the value of Target::verifies that was tested.
boost::json::object show_test(db::Pool& pool, Target const& target, UserId const& user_id,
                              Ending const& ending, Tested tested, std::string const& verified);

}  // namespace rmirror::targets
