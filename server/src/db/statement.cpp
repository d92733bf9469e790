// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/statement.hpp"

#include "db/citus.hpp"
#include "db/pooler.hpp"

namespace rmirror::db {

bool Statement::can_prepare()
{
    return pooler() != Pooler::transaction;
}

std::string Statement::text() const
{
    return routable(sql_);
}

std::string Statement::prepared(pqxx::work& work) const
{
    auto name = "statement_" + std::to_string(digest_);
    work.conn().prepare(name, text());
    return name;
}

}  // namespace rmirror::db
