// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/reach.hpp"

#include "db/migrate.hpp"
#include "db/pool.hpp"

#include <pqxx/except>
#include <string>

namespace rmirror::backup {

std::unique_ptr<pqxx::connection> reach(Secret const& url, std::chrono::milliseconds patience)
{
    try {
        return db::open_connection(url, patience);
    } catch (pqxx::broken_connection const& error) {
        throw db::DatabaseUnusable(std::string("The database can't be reached: ") + error.what());
    }
}

}  // namespace rmirror::backup
