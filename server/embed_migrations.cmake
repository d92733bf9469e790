# SPDX-License-Identifier: AGPL-3.0-or-later
# Writes migrations.cpp, which holds server/migrations as text. Configuring runs again when one of them changes.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/server/migrations/*.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migration_files})
set(migration_rows "")
foreach(migration_file ${migration_files})
  get_filename_component(name ${migration_file} NAME_WE)
  file(READ ${migration_file} sql)
  string(APPEND migration_rows "    Migration{\"${name}\", R\"sql(${sql})sql\"},\n")
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
