// SPDX-License-Identifier: AGPL-3.0-or-later
// SQL that is asked again and again: each connection parses and plans it once.
//
//     constexpr db::Statement kCountPages = "SELECT count(*) FROM pages WHERE user_id = $1";
//     auto const count = kCountPages.row(work, user_id)[0].as<int>();
//
// For what is asked seldom `work.exec_params` serves as well, and plans for the values that are given.
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
    /// `sql` must live as long as the program.
    constexpr Statement(char const* sql) : sql_(sql), digest_(digest_of(sql)) {}

    template <typename... Arguments>
    pqxx::result rows(pqxx::work& work, Arguments const&... arguments) const
    {
        return work.exec_prepared(prepared(work), arguments...);
    }

    /// Throws pqxx::unexpected_rows when there is not exactly one.
    template <typename... Arguments>
    pqxx::row row(pqxx::work& work, Arguments const&... arguments) const
    {
        return work.exec_prepared1(prepared(work), arguments...);
    }

    /// The same, planned for the values that are given: an array of thousands of rows is worth it.
    template <typename... Arguments>
    pqxx::row row_planned_anew(pqxx::work& work, Arguments const&... arguments) const
    {
        return work.exec_params1(sql_, arguments...);
    }

private:
    /// FNV-1a. Were it ever the same for two statements, the second would be refused.
    static constexpr std::uint64_t digest_of(std::string_view text)
    {
        std::uint64_t digest = 0xcbf29ce484222325U;
        for (char const letter : text)
            digest = (digest ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
        return digest;
    }

    /// Its name on this connection, which prepares it when it is first executed, and again after it broke.
    std::string prepared(pqxx::work& work) const;

    char const* sql_;
    std::uint64_t digest_;
};

}  // namespace rmirror::db
