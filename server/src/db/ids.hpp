// SPDX-License-Identifier: AGPL-3.0-or-later
// Lets Ids be parameters and columns: exec_params(sql, user_id), row[0].as<UserId>(). Read nullable columns
// as std::optional<UserId>.
#pragma once

#include "base/ids.hpp"

#include <pqxx/strconv>

#include <string>

/// The conversion that libpqxx 6 requires.
template <typename Row>
struct pqxx::string_traits<rmirror::Id<Row>> {
    static constexpr char const* name() noexcept { return "id"; }
    static constexpr bool has_null() noexcept { return false; }
    static bool is_null(rmirror::Id<Row> const&) { return false; }
    [[noreturn]] static rmirror::Id<Row> null() { pqxx::internal::throw_null_conversion(name()); }
    static void from_string(char const text[], rmirror::Id<Row>& id) { id = rmirror::Id<Row>(text); }
    static std::string to_string(rmirror::Id<Row> const& id) { return id.text(); }
};
