// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/statement.hpp"

namespace rmirror::db {

std::string Statement::prepared(pqxx::work& work) const
{
    auto name = "statement_" + std::to_string(digest_);
    work.conn().prepare(name, sql_);
    return name;
}

}  // namespace rmirror::db
