// SPDX-License-Identifier: AGPL-3.0-or-later
// People's encrypted backups: their wrapped key, and which chunks each backup consists of
// (docs/decisions/0100).
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::library {

constexpr std::size_t kMaxBackups = 200;
constexpr std::size_t kMaxChunks = 50'000;
constexpr std::size_t kMaxSealedBytes = 20'000;

/// A data key, wrapped by the client.
struct SealedKey {
    std::string key_id;
    std::int64_t revision = 0;  // Of the wrapping that this one replaces; 0 if there is none.
    std::string record;
};

enum class KeyRefusal {
    changed,    // Another client was faster, or set a key first.
    other_key,  // There is another data key, which the new record doesn't wrap.
};

/// The revision of the saved wrapping. A repeated request with the same record succeeds again.
std::variant<std::int64_t, KeyRefusal> save_key(LibraryWork& work, SealedKey const& key);

struct NewBackup {
    std::string id;
    std::string key_id;
    std::string sealed;               // Base64.
    std::vector<std::string> chunks;  // Names, each once.
};

enum class BackupRefusal {
    no_such_key,
    too_many,
};

/// Names of chunks that the server doesn't have (any more), as JSON. The backup wasn't added.
struct MissingChunks {
    std::string names;
};

/// The backup as JSON. A repeated request succeeds again.
std::variant<std::string, MissingChunks, BackupRefusal> add_backup(LibraryWork& work,
                                                                   NewBackup const& backup);

/// JSON: the wrapped key or null, the backups, newest first, and how many bytes all of them take.
std::string list_backups(pqxx::work& work, quota::Rules const& rules, UserId const& user_id);

/// False if there is none. Chunks that no other backup uses go a day later.
bool remove_backup(LibraryWork& work, std::string const& id);

/// All backups and the key, for a person who forgot the passphrase and begins again.
void remove_all_backups(LibraryWork& work);

}  // namespace rmirror::library
