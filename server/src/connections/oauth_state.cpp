// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/oauth_state.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/random_token.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::connections {

namespace {

// Deletes expired states and all but the newest 19, since no user has more consent screens open.
constexpr auto kSweep = R"sql(
    DELETE FROM oauth_states WHERE user_id = $1 AND (expires_at <= now() OR id IN (
        SELECT id FROM oauth_states WHERE user_id = $1 ORDER BY id DESC OFFSET 19)))sql";

constexpr auto kAdd = R"sql(
    INSERT INTO oauth_states (user_id, session_id, provider, state_hash, expires_at)
    VALUES ($1, nullif($2, '')::uuid, $4, decode($3, 'hex'), now() + interval '10 minutes'))sql";

// A used state is kept until it expires, so that it can't be used a second time.
constexpr auto kUse = R"sql(
    UPDATE oauth_states SET used_at = now()
    WHERE user_id = $1 AND session_id IS NOT DISTINCT FROM nullif($2, '')::uuid AND provider = $4
        AND state_hash = decode($3, 'hex') AND used_at IS NULL AND expires_at > now())sql";

std::string signature(Secret const& key, StateOwner const& owner, std::string_view random)
{
    return crypto::base64url(crypto::hmac_sha256(
        key, std::string(random) + "\n" + owner.user_id.text() + "\n" + owner.session_id));
}

}  // namespace

std::string create_state(pqxx::work& work, Secret const& key, StateOwner const& owner)
{
    auto const random = crypto::random_token();
    auto state = random + "." + signature(key, owner, random);
    work.exec_params(kSweep, owner.user_id);
    work.exec_params(kAdd, owner.user_id, owner.session_id, crypto::token_hash(state),
                     std::string(owner.provider));
    return state;
}

bool consume_state(pqxx::work& work, Secret const& key, StateOwner const& owner, std::string_view state)
{
    auto const random = state.substr(0, state.find('.'));
    if (!crypto::equal_in_constant_time(state, std::string(random) + "." + signature(key, owner, random)))
        return false;
    return work.exec_params(kUse, owner.user_id, owner.session_id, crypto::token_hash(state),
                            std::string(owner.provider))
               .affected_rows() > 0;
}

}  // namespace rmirror::connections
