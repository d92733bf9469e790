// SPDX-License-Identifier: AGPL-3.0-or-later
// A frequently used SQL statement, which each connection parses and plans once, unless a pooler prevents it.
//
//     constexpr db::Statement kCountPages = "SELECT count(*) FROM pages WHERE user_id = $1";
//     auto const count = kCountPages.row(work, user_id)[0].as<int>();
//
// For rare statements `work.exec_params` is sufficient, and plans for the given values.
#pragma once

#include <pqxx/result>
#include <pqxx/row>
#include <pqxx/transaction>

#include <cstdint>
#include <string>
#include <string_view>

namespace rmirror::db {

class Statement {
public:
    /// `sql` must be a string of static lifetime.
    constexpr Statement(char const* sql) : sql_(sql), digest_(digest_of(sql)) {}

    template <typename... Arguments>
    pqxx::result rows(pqxx::work& work, Arguments const&... arguments) const
    {
        return can_prepare() ? work.exec_prepared(prepared(work), arguments...)
                             : work.exec_params(text(), arguments...);
    }

    /// Throws pqxx::unexpected_rows unless there is exactly one row.
    template <typename... Arguments>
    pqxx::row row(pqxx::work& work, Arguments const&... arguments) const
    {
        return can_prepare() ? work.exec_prepared1(prepared(work), arguments...)
                             : work.exec_params1(text(), arguments...);
    }

    /// Like row(), but planned for the given values, which pays for an array of thousands of rows.
    template <typename... Arguments>
    pqxx::row row_planned_anew(pqxx::work& work, Arguments const&... arguments) const
    {
        return work.exec_params1(text(), arguments...);
    }

private:
    /// FNV-1a. If two statements had the same digest, preparing the second would fail.
    static constexpr std::uint64_t digest_of(std::string_view text)
    {
        std::uint64_t digest = 0xcbf29ce484222325U;
        for (char const letter : text)
            digest = (digest ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
        return digest;
    }

    static bool can_prepare();

    std::string text() const;

    /// Prepares the statement on this connection and returns its name. The connection sends it when it is
    /// first executed, and again after a reconnect.
    std::string prepared(pqxx::work& work) const;

    char const* sql_;
    std::uint64_t digest_;
};

}  // namespace rmirror::db
