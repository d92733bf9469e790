// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/sessions/device_codes.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace {

/// No vowels, so that no words arise, and no letters that look like digits (RFC 8628 §6.1). Eight of them are
/// 34 bits: enough for a code that is valid for ten minutes and can be tried only a few times a minute.
constexpr std::string_view kAlphabet = "BCDFGHJKLMNPQRSTVWXZ";
constexpr std::size_t kCodeLetters = 8;

// Each new code deletes codes that expired long ago. If two agents draw the same user code, the insert of the
// later one fails and the agent has to start again.
constexpr auto kAddDeviceCode = R"sql(
    WITH swept AS (
        DELETE FROM device_codes WHERE id IN (
            SELECT id FROM device_codes WHERE expires_at < now() - interval '1 hour'
            ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO device_codes (device_code_hash, user_code, name, expires_at)
    VALUES (decode($1, 'hex'), $2, $3, now() + interval '10 minutes'))sql";

constexpr auto kFindWaiting = R"sql(
    SELECT jsonb_build_object('user_code', user_code, 'name', name,
        'created_at', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'expires_at', to_char(expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    FROM device_codes WHERE user_code = $1 AND status = 'pending' AND expires_at > now())sql";

constexpr auto kDecideDevice = R"sql(
    UPDATE device_codes SET status = $3, user_id = $2, session_id = nullif($4, '')::uuid
    WHERE user_code = $1 AND status = 'pending' AND expires_at > now()
    RETURNING id)sql";

constexpr auto kFindPolled = R"sql(
    SELECT id, user_id, name, coalesce(session_id::text, '') AS session_id, status,
           expires_at > now() AS is_alive,
           coalesce(last_polled_at > now() - interval '4500 milliseconds', false) AS is_early
    FROM device_codes WHERE device_code_hash = decode($1, 'hex')
    FOR UPDATE)sql";

constexpr auto kNotePoll = R"sql(
    UPDATE device_codes SET last_polled_at = now() WHERE id = $1)sql";

constexpr auto kRedeem = R"sql(
    UPDATE device_codes SET status = 'redeemed' WHERE id = $1)sql";

std::string shown(std::string const& letters)
{
    return letters.substr(0, kCodeLetters / 2) + "-" + letters.substr(kCodeLetters / 2);
}

}  // namespace

DeviceCode add_device_code(pqxx::work& work, std::string const& name)
{
    DeviceCode code{crypto::random_token(), shown(crypto::random_text(kCodeLetters, kAlphabet))};
    work.exec_params(kAddDeviceCode, crypto::token_hash(code.device_code), code.user_code, name);
    return code;
}

std::optional<std::string> parse_user_code(std::string_view typed)
{
    std::string letters;
    for (auto letter : typed) {
        if (letter == '-' || letter == ' ')
            continue;
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
        if (kAlphabet.find(letter) == std::string_view::npos || letters.size() == kCodeLetters)
            return std::nullopt;
        letters += letter;
    }
    return letters.size() == kCodeLetters ? std::optional(shown(letters)) : std::nullopt;
}

std::optional<boost::json::object> waiting_device(pqxx::work& work, std::string const& user_code)
{
    auto const rows = work.exec_params(kFindWaiting, user_code);
    if (rows.empty())
        return std::nullopt;
    return boost::json::parse(rows[0][0].c_str()).as_object();
}

bool decide_device(pqxx::work& work, std::string const& user_code, User const& user, Decision decision)
{
    auto const* const status = decision == Decision::approve ? "approved" : "denied";
    return !work.exec_params(kDecideDevice, user_code, user.id, status, user.session_id).empty();
}

std::variant<Redeemed, PollError> poll_device(pqxx::work& work, std::string_view device_code)
{
    auto const rows = work.exec_params(kFindPolled, crypto::token_hash(device_code));
    if (rows.empty())
        return PollError::invalid_grant;
    auto const row = rows[0];
    auto const id = row["id"].as<std::string>();
    auto const status = row["status"].as<std::string>();
    if (status == "denied")
        return PollError::access_denied;
    if (status == "redeemed")
        return PollError::invalid_grant;
    if (!row["is_alive"].as<bool>())
        return PollError::expired_token;
    work.exec_params(kNotePoll, id);
    if (row["is_early"].as<bool>())
        return PollError::slow_down;
    if (status == "pending")
        return PollError::authorization_pending;
    Redeemed redeemed;
    redeemed.user_id = row["user_id"].as<UserId>();
    auto token = add_agent_token(work, redeemed.user_id, row["name"].as<std::string>(),
                                 row["session_id"].as<std::string>());
    if (!token)
        return PollError::too_many_tokens;
    work.exec_params(kRedeem, id);
    redeemed.token = std::move(*token);
    return redeemed;
}

}  // namespace rmirror::auth
