// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/providers/visits.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/random_token.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

#include <utility>

namespace rmirror::auth {

namespace {

// Deletes some expired visits, too.
constexpr auto kBeginVisit = R"sql(
    WITH swept AS (
        DELETE FROM sign_in_visits WHERE state_hash IN (
            SELECT state_hash FROM sign_in_visits WHERE expires_at < now() ORDER BY expires_at LIMIT 20)
    )
    INSERT INTO sign_in_visits (state_hash, user_id, session_id, expires_at)
    VALUES (decode($1, 'hex'), nullif($2, '')::uuid, nullif($3, '')::uuid, now() + interval '10 minutes'))sql";

constexpr auto kEndVisit = R"sql(
    DELETE FROM sign_in_visits
    WHERE state_hash = decode($1, 'hex') AND user_id IS NOT DISTINCT FROM nullif($2, '')::uuid
        AND session_id IS NOT DISTINCT FROM nullif($3, '')::uuid AND expires_at > now())sql";

/// Of all that has to come back together. None of the parts contains a line break.
std::string hash_of_visit(Visitor const& visitor, std::string_view state)
{
    std::string text(state);
    text.append("\n").append(visitor.browser).append("\n").append(visitor.provider);
    return crypto::token_hash(text);
}

std::string derived(Secret const& key, std::string_view purpose, Visitor const& visitor,
                    std::string_view state)
{
    std::string text(purpose);
    text.append("\n").append(hash_of_visit(visitor, state));
    return crypto::base64url(crypto::hmac_sha256(key, text));
}

}  // namespace

std::string begin_visit(pqxx::work& work, Visitor const& visitor)
{
    auto state = crypto::random_token();
    work.exec_params(kBeginVisit, hash_of_visit(visitor, state), visitor.user.id, visitor.user.session_id);
    return state;
}

bool end_visit(pqxx::work& work, Visitor const& visitor, std::string_view state)
{
    return work.exec_params(kEndVisit, hash_of_visit(visitor, state), visitor.user.id,
                            visitor.user.session_id)
               .affected_rows() > 0;
}

Visit visit_of(Secret const& key, Visitor const& visitor, std::string state)
{
    Visit visit;
    visit.nonce = derived(key, "nonce", visitor, state);
    visit.code_verifier = derived(key, "code verifier", visitor, state);
    visit.state = std::move(state);
    return visit;
}

}  // namespace rmirror::auth
