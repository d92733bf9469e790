// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/client_info.hpp"

#include "db/ids.hpp"

#include <algorithm>
#include <iterator>

namespace rmirror::auth {

namespace {

// As in the schema.
constexpr std::size_t kMaxAddress = 64;
constexpr std::size_t kMaxUserAgent = 500;

constexpr auto kNote = R"sql(
    INSERT INTO audit (user_id, action, address, request_id) VALUES (nullif($1, '')::uuid, $2, $3, $4))sql";

std::string printable(std::string_view text, std::size_t max)
{
    std::string kept;
    std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
                 [](char letter) { return letter >= ' ' && letter <= '~'; });
    kept.resize(std::min(kept.size(), max));
    return kept;
}

}  // namespace

ClientInfo client_info_of(http::Request const& request)
{
    return {printable(request.client, kMaxAddress), printable(request.header("User-Agent"), kMaxUserAgent),
            request.id};
}

void note(pqxx::work& work, UserId const& user_id, std::string_view action, ClientInfo const& client)
{
    work.exec_params(kNote, user_id, std::string(action), client.address, client.request_id);
}

}  // namespace rmirror::auth
