// SPDX-License-Identifier: AGPL-3.0-or-later
// Which documents of a user changed since a device's last request, in the order in which the changes became
// visible.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::library {

/// A device's position: after one document of a change, or after all of it.
struct DocumentCursor {
    std::string change = "0";
    std::string id = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    /// Deletions up to this change are of documents that the device never had.
    std::string without = "0";

    /// "12", "12.0190…" or "12.0190….40"; nullopt for anything else.
    static std::optional<DocumentCursor> parse(std::string_view text);
};

/// The position at this time, or up to an hour before. Nothing that became visible later is left out.
DocumentCursor cursor_at(pqxx::work& work, UserId const& user_id, std::string const& time);

/// `DocumentChanges` of shared/openapi.yaml; nullopt if documents were removed for good since then, or if the
/// cursor is from another database: the device must begin again without one.
std::optional<std::string> documents_since(pqxx::work& work, UserId const& user_id,
                                           DocumentCursor const& since, std::int64_t limit);

}  // namespace rmirror::library
