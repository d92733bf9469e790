// SPDX-License-Identifier: AGPL-3.0-or-later
// Links by which people without an account read a notebook or a page (docs/decisions/0098).
#pragma once

#include "base/ids.hpp"
#include "db/link_reader.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace rmirror::sharing {

/// Per user, so that a list of them is short.
constexpr int kMaxLinks = 500;

struct NewLink {
    std::string notebook_uuid;
    std::optional<std::string> page_uuid;      // nullopt: the whole notebook.
    std::optional<std::string> expires_at;     // nullopt: until it is revoked.
    std::optional<std::string> password_hash;  // nullopt: without a password.
    std::string shown_name;                    // What readers are told of the owner; may be empty.
    bool allows_download = false;
};

enum class NotAdded { no_such_page, in_the_past, too_many };

struct AddedLink {
    std::string token;  // Of which only the hash is stored.
    std::string json;   // `Link` of shared/openapi.yaml.
};

std::variant<AddedLink, NotAdded> add_link(pqxx::work& work, UserId const& user_id, NewLink const& link);

/// Those that can be opened, the newest first, as JSON. `notebook_uuid`: of this notebook only.
std::string list_links(pqxx::work& work, UserId const& user_id,
                       std::optional<std::string> const& notebook_uuid, std::int64_t limit,
                       std::optional<std::string> const& after);

/// False if the user has no such link.
bool revoke_link(pqxx::work& work, UserId const& user_id, std::string const& id);

/// A link as its reader has it.
struct Link {
    std::string id;
    db::LinkScope scope;
    std::optional<std::string> password_hash;
    std::string shown_name;
    bool allows_download = false;
    std::optional<std::string> expires_at;
};

/// As the system. nullopt for a token that was never issued, was revoked or has expired, or whose owner's
/// account is disabled: one answer, at the cost of one look-up.
std::optional<Link> find_link(pqxx::work& work, std::string_view token);

/// Sets the time of the last use, at most once a minute.
void note_use(pqxx::work& work, Link const& link);

}  // namespace rmirror::sharing
