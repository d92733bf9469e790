// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/tester.hpp"

#include "base/thread.hpp"
#include "db/transaction.hpp"
#include "targets/integration.hpp"
#include "targets/setup.hpp"

#include <exception>
#include <utility>

namespace rmirror::targets {

namespace {

constexpr std::size_t kThreads = 2;
constexpr std::size_t kMostWaiting = 50;

}  // namespace

Tester::Tester(upstream::Gateways& gateways, db::Pool& pool, Callers const& callers, TesterOptions options)
    : gateways_(gateways), pool_(pool), callers_(callers), options_(std::move(options))
{
    for (std::size_t i = 0; i < kThreads; ++i)
        threads_.push_back(start_thread("tester", [this](std::stop_token const& stop) { run(stop); }));
}

Tester::~Tester()
{
    for (auto& thread : threads_)
        thread.request_stop();
}

bool Tester::test(Target const& target, UserId const& user_id, Values values, Tell tell)
{
    {
        std::lock_guard const lock(mutex_);
        if (waiting_.size() >= kMostWaiting)
            return false;
        waiting_.push_back({&target, user_id, std::move(values), std::move(tell)});
    }
    changed_.notify_one();
    return true;
}

Ending Tester::result_of(Test& test, std::stop_token const& stop)
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
    Outside outside({.gateway = gateways_.to(test.target->service.name),
                     .public_url = options_.public_url,
                     .private_urls = options_.private_urls,
                     .cancellation = stop,
                     .caller = std::move(caller)},
                    test.user_id, std::move(test.values));
    return test.target->test(outside);
}

void Tester::carry_out(Test& test, std::stop_token const& stop)
{
    try {
        test.tell(result_of(test, stop));
    } catch (std::exception const&) {
        test.tell(
            {queue::Outcome::retry(queue::ErrorClass::unknown_error, "Something went wrong on the server."),
             std::nullopt});
    }
}

void Tester::run(std::stop_token const& stop)
{
    while (true) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
        if (stop.stop_requested() || waiting_.empty())
            return;
        auto test = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        carry_out(test, stop);
    }
}

boost::json::object show_test(db::Pool& pool, Target const& target, UserId const& user_id,
                              Ending const& ending, Tested tested)
{
    bool const is_ok = ending.outcome.kind == queue::Outcome::Kind::done;
    if (is_ok && tested == Tested::stored)
        db::as_user(pool, user_id, [&](pqxx::work& work) { try_now(work, user_id, target.name); });
    auto const error = queue::to_string(ending.outcome.error);
    boost::json::value const none;
    return {{"ok", is_ok},
            {"error_class",
             is_ok ? none : boost::json::value(boost::json::string_view(error.data(), error.size()))},
            {"error_message", is_ok ? none : boost::json::value(ending.outcome.message)}};
}

}  // namespace rmirror::targets
