# SPDX-License-Identifier: AGPL-3.0-or-later
# Writes migrations.cpp, which holds server/migrations as text. A migration is a file, or a folder whose files are put
# together in the order of their names. Configuring runs again when one of them changes.
file(GLOB migration_entries CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/server/migrations/*)
set(migration_rows "")
foreach(migration_entry ${migration_entries})
  get_filename_component(name ${migration_entry} NAME_WE)
  set(migration_files ${migration_entry})
  if(IS_DIRECTORY ${migration_entry})
    file(GLOB migration_files CONFIGURE_DEPENDS ${migration_entry}/*.sql)
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migration_files})
  set(literals "")
  foreach(migration_file ${migration_files})
    file(READ ${migration_file} sql)
    string(APPEND literals "\n        R\"sql(${sql})sql\"")
  endforeach()
  string(APPEND migration_rows "    Migration{\"${name}\",${literals}},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/migrations.cpp @ONLY CONTENT [[
// Written by server/embed_migrations.cmake.
#include "db/migrate.hpp"

#include <array>

namespace rmirror::db {

std::span<Migration const> migrations()
{
    static constexpr std::array kMigrations = {
@migration_rows@    };
    return kMigrations;
}

}  // namespace rmirror::db
]])
