// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/rotation.hpp"

#include "connections/sealed_row.hpp"
#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

#include <map>
#include <optional>
#include <utility>

namespace rmirror::connections {

namespace {

constexpr auto kNextToSeal = R"sql(
    SELECT id, user_id, provider, translate(encode(credential, 'base64'), E'\n', '') AS credential, key_id
    FROM connections WHERE (user_id, id) > ($1, $2) AND key_id <> $3 ORDER BY user_id, id LIMIT $4)sql";

// Skips credentials that changed since they were read, which are newer. Leaves updated_at as it is, because
// re-encrypting isn't a new credential.
constexpr auto kReencrypt = R"sql(
    UPDATE connections SET credential = decode(sealed.fresh, 'base64'), key_id = $5
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS sealed (user_id, id, old, fresh)
    WHERE connections.user_id = sealed.user_id AND connections.id = sealed.id
        AND credential = decode(sealed.old, 'base64'))sql";

constexpr auto kCountOthers = R"sql(
    SELECT key_id, count(*) FROM connections WHERE key_id <> $1 GROUP BY key_id ORDER BY key_id)sql";

constexpr auto kListKeys = "SELECT DISTINCT key_id FROM connections";

// Three credentials per key, because one that was tampered with proves nothing about the key.
constexpr auto kSampleOfKey = R"sql(
    SELECT key_id, user_id, provider, translate(encode(credential, 'base64'), E'\n', '') AS credential
    FROM connections WHERE key_id = $1 ORDER BY id DESC LIMIT 3)sql";

auto open_row(Vault const& vault, pqxx::row const& row)
{
    return vault.open(row["user_id"].as<UserId>(), row["provider"].c_str(), sealed_of(row));
}

struct Place {
    UserId user_id{"00000000-0000-0000-0000-000000000000"};
    std::string id = "00000000-0000-0000-0000-000000000000";
};

struct Piece {
    std::optional<Place> last;  // The last row that was looked at, if there was one.
    std::size_t reencrypted = 0;
};

Piece reencrypt_batch(pqxx::work& work, Vault const& vault, Place const& after, std::size_t max)
{
    Piece piece;
    ArrayText users;
    ArrayText ids;
    ArrayText old;
    ArrayText fresh;
    for (auto const& row : work.exec_params(kNextToSeal, after.user_id, after.id, vault.sealing_key(), max)) {
        piece.last = Place{row["user_id"].as<UserId>(), row["id"].c_str()};
        auto const opened = open_row(vault, row);
        auto const* const text = std::get_if<Secret>(&opened);
        if (!text)
            continue;
        users.add(piece.last->user_id);
        ids.add(piece.last->id);
        old.add(row["credential"].c_str());
        fresh.add(as_parameter(vault.seal(piece.last->user_id, row["provider"].c_str(), *text)));
    }
    if (ids.size() > 0)
        piece.reencrypted =
            work.exec_params(kReencrypt, users.str(), ids.str(), old.str(), fresh.str(), vault.sealing_key())
                .affected_rows();
    return piece;
}

std::vector<Rotated::Left> others(pqxx::work& work, Vault const& vault)
{
    std::vector<Rotated::Left> left;
    for (auto const& row : work.exec_params(kCountOthers, vault.sealing_key()))
        left.push_back({row[0].c_str(), row[1].as<std::size_t>()});
    return left;
}

std::string listed(std::vector<std::string> const& ids)
{
    std::string text;
    for (auto const& id : ids)
        text += (text.empty() ? "" : ", ") + id;
    return text;
}

}  // namespace

Rotated rotate(db::Pool& pool, Vault const& vault, std::size_t at_once)
{
    Rotated rotated;
    for (std::optional<Place> after = Place(); after;) {
        auto piece = db::as_system(
            pool, [&](pqxx::work& work) { return reencrypt_batch(work, vault, *after, at_once); });
        rotated.reencrypted += piece.reencrypted;
        after = std::move(piece.last);
    }
    rotated.left = db::as_system(pool, [&](pqxx::work& work) { return others(work, vault); });
    return rotated;
}

void report_unusable_keys(db::Pool& pool, Vault const& vault, Log& log)
{
    auto const samples = db::as_system(pool, [](pqxx::work& work) {
        std::vector<pqxx::result> of_keys;
        for (auto const& row : work.exec(kListKeys))
            of_keys.push_back(work.exec_params(kSampleOfKey, row[0].as<std::string>()));
        return of_keys;
    });
    std::map<std::string, bool> opens;  // By key id: whether any sample could be decrypted.
    std::vector<std::string> missing;
    std::vector<std::string> different;
    for (auto const& of_key : samples)
        for (auto const& row : of_key)
            opens[row["key_id"].c_str()] |= std::holds_alternative<Secret>(open_row(vault, row));
    for (auto const& [id, is_good] : opens)
        if (!is_good)
            (vault.has_key(id) ? different : missing).push_back(id);
    if (missing.empty() && different.empty())
        return;
    auto const missing_keys = listed(missing);
    auto const different_keys = listed(different);
    log.write(Level::error, "credentials can't be decrypted: master keys are missing in RMIRROR_MASTER_KEYS",
              {{"missing_keys", std::string_view(missing_keys)},
               {"keys_that_differ", std::string_view(different_keys)}});
}

}  // namespace rmirror::connections
