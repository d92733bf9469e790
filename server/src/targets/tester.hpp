// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks services whether all is well, while a person waits: on threads of its own, for a service may take
// long.
#pragma once

#include "db/pool.hpp"
#include "targets/target.hpp"
#include "upstream/providers.hpp"

#include <boost/json/object.hpp>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

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

    using Tell = std::function<void(Ending const&)>;
    /// Calls `tell` later, on a thread of this. False when too many wait already.
    bool test(Target const& target, UserId const& user_id, Values values, Tell tell);

private:
    struct Test {
        Target const* target;
        UserId user_id;
        Values values;
        Tell tell;
    };

    void run(std::stop_token const& stop);
    void carry_out(Test& test, std::stop_token const& stop);
    Ending result_of(Test& test, std::stop_token const& stop);

    upstream::Gateways& gateways_;
    db::Pool& pool_;
    Callers const& callers_;
    TesterOptions options_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Test> waiting_;
    std::vector<std::jthread> threads_;  // Last: they use the others.
};

enum class Tested { stored, unsaved };

/// `TestResult` of the contract. When what is stored works, an integration that had stopped goes on; values
/// that are not saved yet say nothing of it.
boost::json::object show_test(db::Pool& pool, Target const& target, UserId const& user_id,
                              Ending const& ending, Tested tested);

}  // namespace rmirror::targets
