# SPDX-License-Identifier: AGPL-3.0-or-later
# The server: a library that the tests link as well, and the binary. Native only; the core doesn't depend on it.
find_package(Threads REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(PNG REQUIRED)
find_library(GIT2 git2 REQUIRED)
find_library(HIREDIS hiredis REQUIRED)
find_library(DEFLATE deflate REQUIRED)
find_library(MD4C md4c REQUIRED)
find_library(PISTACHE pistache REQUIRED)
find_library(PQ pq REQUIRED)
find_library(PQXX pqxx REQUIRED)
find_library(SODIUM sodium REQUIRED)
find_library(UTF8PROC utf8proc REQUIRED)

file(GLOB_RECURSE server_sources CONFIGURE_DEPENDS server/src/*.cpp)
list(FILTER server_sources EXCLUDE REGEX "server/src/main\\.cpp$")

# The contract is embedded into the program.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS shared/openapi.yaml)
file(READ shared/openapi.yaml OPENAPI_YAML)
configure_file(server/openapi.cpp.in ${CMAKE_BINARY_DIR}/openapi.cpp @ONLY)

# So are the headers that the dashboard is served with.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS shared/dashboard-headers.json shared/ai-worker-headers.json shared/diagrams-headers.json)
file(READ shared/dashboard-headers.json DASHBOARD_HEADERS)
file(READ shared/ai-worker-headers.json AI_WORKER_HEADERS)
file(READ shared/diagrams-headers.json DIAGRAMS_HEADERS)
configure_file(server/dashboard_headers.cpp.in ${CMAKE_BINARY_DIR}/dashboard_headers.cpp @ONLY)

# So are the instructions for transcription models, and the table of their services' failures.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS shared/ocr/instructions.md shared/ocr/schema.json shared/ocr/failures.json)
file(READ shared/ocr/instructions.md OCR_INSTRUCTIONS)
file(READ shared/ocr/schema.json OCR_SCHEMA)
file(READ shared/ocr/failures.json OCR_FAILURES)
configure_file(server/ocr_texts.cpp.in ${CMAKE_BINARY_DIR}/ocr_texts.cpp @ONLY)

# So is the version, which all parts share.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS agent/package.json)
file(READ agent/package.json AGENT_PACKAGE)
string(JSON RMIRROR_VERSION GET "${AGENT_PACKAGE}" version)
set_source_files_properties(server/src/version.cpp PROPERTIES COMPILE_DEFINITIONS RMIRROR_VERSION="${RMIRROR_VERSION}")

include(server/embed_migrations.cmake)
include(server/javascript.cmake)

add_library(rmirror_server STATIC ${server_sources} ${CMAKE_BINARY_DIR}/openapi.cpp ${CMAKE_BINARY_DIR}/dashboard_headers.cpp ${CMAKE_BINARY_DIR}/ocr_texts.cpp ${CMAKE_BINARY_DIR}/migrations.cpp ${CMAKE_BINARY_DIR}/vault_writer.cpp)
target_include_directories(rmirror_server PUBLIC server/src)
compile_by_folder(rmirror_server)
# libpqxx is built for C++11; with this definition its headers can read NULL as std::optional.
target_compile_definitions(rmirror_server PUBLIC PQXX_HAVE_OPTIONAL)
target_link_libraries(rmirror_server PUBLIC rmirror_shared ${DEFLATE} ${MD4C} ${PISTACHE} ${PQXX} ${PQ} ${SODIUM} ${UTF8PROC} ${GIT2} ${HIREDIS} ${MOZJS} PNG::PNG z CURL::libcurl OpenSSL::Crypto Threads::Threads)

# Third-party headers that most files include, parsed once for all of them. clang-tidy does without, so each file still
# has to include what it uses (docs/decisions/0072-toolchain.md).
option(RMIRROR_PRECOMPILE "Precompile headers of others" OFF)
set(RMIRROR_PRECOMPILED
  <boost/json.hpp> <pqxx/connection> <pqxx/except> <pqxx/nontransaction> <pqxx/result> <pqxx/transaction>
  <algorithm> <array> <atomic> <chrono> <condition_variable> <deque> <filesystem> <functional> <map> <memory> <mutex>
  <optional> <set> <sstream> <stdexcept> <string> <string_view> <thread> <utility> <variant> <vector>)
if(RMIRROR_PRECOMPILE)
  target_precompile_headers(rmirror_server PRIVATE ${RMIRROR_PRECOMPILED})
endif()

add_executable(rmirror-server server/src/main.cpp)
target_link_libraries(rmirror-server PRIVATE rmirror_server)
