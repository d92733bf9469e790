// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/refresher.hpp"

#include "connections/connections.hpp"
#include "connections/refreshing.hpp"
#include "db/transaction.hpp"
#include "notion/credential.hpp"

#include <pqxx/except>
#include <pqxx/result>

#include <optional>
#include <string>
#include <thread>

namespace rmirror::notion {

namespace {

using Ended = std::variant<Access, NoAccess>;
using Clock = std::chrono::steady_clock;

/// A refresh can't be repeated, so new tokens are lost unless they are stored. Short database outages are
/// therefore retried.
constexpr int kTriesToStore = 20;
constexpr std::chrono::milliseconds kBeforeNextTry{250};

template <typename Function>
auto as_user_surely(db::Pool& pool, UserId const& user_id, Function const& function)
{
    for (int tries = 1;; ++tries) {
        try {
            return db::as_user(pool, user_id, function);
        } catch (pqxx::failure const&) {
            if (tries == kTriesToStore)
                throw;
        } catch (db::PoolExhausted const&) {
            if (tries == kTriesToStore)
                throw;
        }
        std::this_thread::sleep_for(kBeforeNextTry);
    }
}

}  // namespace

/// Result of one attempt to take the lease: the refresh is already decided (`ended`), this caller holds the
/// lease, or another caller does.
struct Refresher::LeaseAttempt {
    std::optional<Ended> ended = {};
    std::string refresh_id = {};  // Empty: another caller holds the lease.
    Secret refresh_token = {};
    std::int64_t version = 0;
};

Refresher::LeaseAttempt Refresher::try_lease(UserId const& user_id, Access const& stale) const
{
    return db::as_user(pool_, user_id, [&](pqxx::work& work) -> LeaseAttempt {
        auto const access = open_access(work, vault_, user_id, stale.id);
        if (auto const* const why = std::get_if<NoAccess>(&access))
            return {.ended = *why};
        auto const& current = std::get<Access>(access);
        if (current.token.reveal() != stale.token.reveal())
            return {.ended = current};
        connections::Versioned const old{current.id, current.version};
        if (current.refresh_token.empty() || !api_.has_program()) {
            connections::note_refused(work, user_id, old);
            return {.ended = NoAccess::broken};
        }
        auto const id = work.exec1("SELECT gen_random_uuid()")[0].as<std::string>();
        if (!connections::begin_refresh(work, user_id, old, id, options_.lease))
            return {};
        return {.refresh_id = id, .refresh_token = current.refresh_token, .version = current.version};
    });
}

Ended Refresher::ask(UserId const& user_id, Access const& stale, LeaseAttempt const& attempt) const
{
    auto const answer = api_.refresh(user_id, attempt.refresh_token);
    connections::Versioned const old{stale.id, attempt.version};
    if (auto const* const failed = std::get_if<Failed>(&answer)) {
        bool const is_over = failed->why == Failed::Why::refused;
        log_.write(failed->why == Failed::Why::misconfigured ? Level::error : Level::info,
                   "token not refreshed", {{"provider", "notion"}, {"why", sentence_about(*failed)}});
        as_user_surely(pool_, user_id, [&](pqxx::work& work) {
            if (is_over)
                connections::note_refused(work, user_id, old);
            connections::end_refresh(work, user_id, stale.id, attempt.refresh_id);
        });
        return is_over ? NoAccess::broken : NoAccess::unreachable;
    }
    auto credential = std::get<Granted>(answer).credential;
    if (credential.refresh_token.empty())  // Notion issued no new one, so the old one stays valid.
        credential.refresh_token = attempt.refresh_token;
    return as_user_surely(pool_, user_id, [&](pqxx::work& work) -> Ended {
        connections::replace(work, vault_, user_id, kProvider, old, json_of(credential));
        // If the user has reconnected in the meantime, replace() changed nothing and the newer credential is
        // returned.
        return open_access(work, vault_, user_id, stale.id);
    });
}

Ended Refresher::refresh(UserId const& user_id, Access const& stale) const
{
    auto const until = Clock::now() + options_.max_wait;
    while (true) {
        auto const attempt = try_lease(user_id, stale);
        if (attempt.ended)
            return *attempt.ended;
        if (!attempt.refresh_id.empty())
            return ask(user_id, stale, attempt);
        if (Clock::now() >= until)
            return NoAccess::unreachable;
        std::this_thread::sleep_for(options_.poll_interval);
    }
}

}  // namespace rmirror::notion
