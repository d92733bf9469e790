# SPDX-License-Identifier: AGPL-3.0-or-later
# SpiderMonkey, and the script that it runs: the vault's writer, bundled from shared/src and embedded into the program
# (docs/decisions/0089-one-writer-in-the-server.md).
find_library(MOZJS mozjs-102 REQUIRED)
find_path(MOZJS_HEADERS jsapi.h PATH_SUFFIXES mozjs-102 REQUIRED)
find_program(NODE node REQUIRED)
set_source_files_properties(server/src/javascript/engine.cpp PROPERTIES COMPILE_OPTIONS "-isystem;${MOZJS_HEADERS}")

# What the bundle is made of, and some more.
file(GLOB_RECURSE vault_writer_sources CONFIGURE_DEPENDS
  shared/src/api/*.ts shared/src/library/*.ts shared/src/templates/*.ts shared/src/vault/*.ts)
list(FILTER vault_writer_sources EXCLUDE REGEX "\\.test\\.ts$")
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/vault_writer.cpp
  COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/scripts/embed-vault-writer.mjs ${CMAKE_BINARY_DIR}/vault_writer.cpp
  DEPENDS ${CMAKE_SOURCE_DIR}/scripts/embed-vault-writer.mjs ${CMAKE_SOURCE_DIR}/package-lock.json ${vault_writer_sources}
  VERBATIM)
