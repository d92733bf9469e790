// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/token_refresh.hpp"

#include "connections/connections.hpp"
#include "connections/refreshing.hpp"
#include "crypto/json_member.hpp"
#include "db/transaction.hpp"

#include <pqxx/except>
#include <pqxx/result>

#include <thread>
#include <utility>

namespace rmirror::connections {

namespace {

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

Secret secret_at(boost::json::object const& credential, std::string_view name)
{
    return Secret(std::string(crypto::text_member(credential, name)));
}

}  // namespace

/// Result of one attempt to take the lease.
struct TokenRefresh::Attempt {
    bool is_over = false;         // The stored connection says the rest.
    std::string refresh_id = {};  // Empty unless this caller holds the lease.
    Secret refresh_token = {};
    Versioned old = {};
};

TokenRefresh::Attempt TokenRefresh::try_lease(StaleToken const& stale, bool can_ask) const
{
    auto const& user_id = stale.user_id;
    return db::as_user(pool_, user_id, [&](pqxx::work& work) -> Attempt {
        auto const stored = look_up(work, vault_, user_id, stale.provider, stale.id);
        auto const* const credential =
            stored ? std::get_if<boost::json::object>(&stored->credential) : nullptr;
        if (!credential || stored->is_refused || stored->blocked_because ||
            secret_at(*credential, kToken).reveal() != stale.token.reveal())
            return {.is_over = true};
        Versioned const old{stored->id, stored->version};
        auto refresh_token = secret_at(*credential, kRefreshToken);
        if (refresh_token.empty() || !can_ask) {
            note_refused(work, user_id, old);
            return {.is_over = true};
        }
        auto const id = work.exec1("SELECT gen_random_uuid()")[0].as<std::string>();
        if (!begin_refresh(work, user_id, old, id, options_.lease))
            return {};
        return {.refresh_id = id, .refresh_token = std::move(refresh_token), .old = old};
    });
}

bool TokenRefresh::ask_service(StaleToken const& stale, Attempt const& attempt, Ask const& ask) const
{
    auto const& user_id = stale.user_id;
    auto answer = ask(attempt.refresh_token);
    if (auto const* const why = std::get_if<NotRefreshed>(&answer)) {
        as_user_surely(pool_, user_id, [&](pqxx::work& work) {
            if (why->is_refused)
                note_refused(work, user_id, attempt.old);
            end_refresh(work, user_id, attempt.old.id, attempt.refresh_id);
        });
        return why->is_refused;
    }
    auto& credential = std::get<boost::json::object>(answer);
    if (secret_at(credential, kRefreshToken).empty())
        credential[boost::json::string_view(kRefreshToken.data(), kRefreshToken.size())] =
            attempt.refresh_token.reveal();
    // If the user has reconnected in the meantime, this changes nothing, and the newer credential stays.
    as_user_surely(pool_, user_id, [&](pqxx::work& work) {
        replace(work, vault_, user_id, stale.provider, attempt.old, credential);
    });
    return true;
}

bool TokenRefresh::refresh(StaleToken const& stale, Ask const& ask) const
{
    auto const until = Clock::now() + options_.max_wait;
    while (true) {
        auto const attempt = try_lease(stale, ask != nullptr);
        if (attempt.is_over)
            return true;
        if (!attempt.refresh_id.empty())
            return ask_service(stale, attempt, ask);
        if (Clock::now() >= until)
            return false;
        std::this_thread::sleep_for(options_.poll_interval);
    }
}

}  // namespace rmirror::connections
