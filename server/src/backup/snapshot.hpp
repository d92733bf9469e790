// SPDX-License-Identifier: AGPL-3.0-or-later
// The database as it is at one moment, while others go on writing.
#pragma once

#include "backup/description.hpp"
#include "base/secret.hpp"

#include <pqxx/connection>
#include <pqxx/transaction>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rmirror::backup {

/// Another backup of this database is running.
class AlreadyRunning : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// While it exists, no server removes images, and no other snapshot can be taken.
class Snapshot {
public:
    /// Throws AlreadyRunning, db::DatabaseUnusable, and pqxx's exceptions.
    explicit Snapshot(Secret const& url);

    /// For pg_dump.
    std::string const& id() const { return id_; }
    std::vector<std::string> migrations();
    /// Ids of the master keys that encrypt credentials.
    std::vector<std::string> key_ids();
    std::size_t count_images();
    /// Calls `visit` for all images, a thousand at a time.
    void each_images(std::function<void(std::vector<ListedImage> const&)> const& visit);

private:
    using Transaction = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

    std::vector<std::string> texts(char const* sql);

    std::unique_ptr<pqxx::connection> connection_;
    std::unique_ptr<Transaction> transaction_;
    std::string id_;
};

}  // namespace rmirror::backup
