// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/connection_tester.hpp"

#include "base/threads/thread.hpp"
#include "db/transaction.hpp"
#include "targets/integration.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/second_credential.hpp"

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

namespace rmirror::targets {

namespace {

constexpr std::size_t kMaxOfOwner = 2;
constexpr std::size_t kMaxTests = 100;

}  // namespace

ConnectionTester::ConnectionTester(upstream::Gateways& gateways, db::Pool& pool, Callers const& callers,
                                   TesterOptions options)
    : gateways_(gateways), pool_(pool), callers_(callers), options_(std::move(options))
{}

ConnectionTester::~ConnectionTester()
{
    for (auto& test : tests_)
        test.cancellation.request_stop();
    for (auto& test : tests_)
        test.thread.join();
}

ConnectionTester::Begun ConnectionTester::test(Target const& target, UserId const& user_id, Values values,
                                               Check check, Report report, std::stop_source cancellation)
{
    std::lock_guard const lock(mutex_);
    tests_.remove_if([](Test const& each) { return each.is_over; });
    auto const of_owner = std::count_if(tests_.begin(), tests_.end(),
                                        [&](Test const& each) { return each.user_id == user_id; });
    if (static_cast<std::size_t>(of_owner) >= kMaxOfOwner)
        return Begun::owner_has_many;
    if (tests_.size() >= kMaxTests)
        return Begun::too_many;
    auto& test = tests_.emplace_back(Test{&target, user_id, std::move(values), std::move(check),
                                          std::move(report), std::move(cancellation)});
    try {
        test.thread = start_thread("tester", [this, &test](std::stop_token const&) { carry_out(test); });
    } catch (std::system_error const&) {
        tests_.pop_back();  // The system allows no further thread.
        return Begun::too_many;
    }
    return Begun::yes;
}

DeliveryResult ConnectionTester::result_of(Test& test)
{
    std::shared_ptr<Caller> caller;
    if (!test.target->provider.empty()) {
        auto opened = db::as_user(pool_, test.user_id, [&](pqxx::work& work) {
            auto const integration = lock_integration(work, test.user_id, test.target->name);
            return callers_.open(work, test.target->provider, test.user_id,
                                 integration ? integration->connection_id : std::nullopt);
        });
        if (auto* const why = std::get_if<NotOpen>(&opened))
            return {queue::Outcome::retry(queue::ErrorClass::auth_error, std::move(why->sentence)),
                    std::nullopt};
        caller = std::move(std::get<std::unique_ptr<Caller>>(opened));
    }
    auto const check = [&](Values values) {
        TargetContext context({.gateway = gateways_.to(test.target->service.name),
                               .public_url = options_.public_url,
                               .private_urls = options_.private_urls,
                               .cancellation = test.cancellation.get_token(),
                               .caller = caller,
                               .renew = options_.oauth ? options_.oauth->renewal_for(*test.target) : nullptr},
                              test.user_id, std::move(values));
        return test.check(context);
    };
    auto second = exchanged(*test.target, test.values);
    auto result = check(std::move(test.values));
    if (is_credential_refused(result) && second)
        return result_with_second(check(std::move(*second)));
    return result;
}

DeliveryResult ConnectionTester::result_or_failure(Test& test)
{
    try {
        return result_of(test);
    } catch (std::exception const& error) {
        ThreadFailures::of_process().add("tester", error.what());
        return {
            queue::Outcome::retry(queue::ErrorClass::unknown_error, "Something went wrong on the server."),
            std::nullopt};
    }
}

/// Marks the test as over whatever happens, so that its user can start another.
void ConnectionTester::carry_out(Test& test)
{
    contain_failure("tester", [&] { test.report(result_or_failure(test)); });
    test.check = nullptr;
    test.report = nullptr;  // Destroys what it captured, including the right to answer the request.
    std::lock_guard const lock(mutex_);
    test.is_over = true;
}

boost::json::object show_test(db::Pool& pool, Target const& target, UserId const& user_id,
                              DeliveryResult const& result, TestedValues tested, std::string const& verified)
{
    bool const is_ok = result.outcome.kind == queue::Outcome::Kind::done;
    if (is_ok && target.verify)
        db::as_user(pool, user_id, [&](pqxx::work& work) { note_verified(work, user_id, target, verified); });
    if (is_ok && tested == TestedValues::stored)
        db::as_user(pool, user_id,
                    [&](pqxx::work& work) { restart_integration(work, user_id, target.name); });
    auto const error = queue::to_string(result.outcome.error);
    boost::json::value const none;
    return {{"ok", is_ok},
            {"error_class",
             is_ok ? none : boost::json::value(boost::json::string_view(error.data(), error.size()))},
            {"error_message", is_ok ? none : boost::json::value(result.outcome.message)}};
}

}  // namespace rmirror::targets
