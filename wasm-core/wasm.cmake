# SPDX-License-Identifier: AGPL-3.0-or-later
# core.mjs + core.wasm. Linking needs NODE_PATH=/usr/share/nodejs in the environment of ninja.

# A browser downloads core.wasm before it reads its first page. Everything is built for speed, as in every
# release, but for the rooms that work once a page instead of once a point or pixel: they are built for size.
foreach(room background typeset)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS wasm-core/src/${room}/*.cpp)
  set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS -Oz)
endforeach()
# This is where all of Boost.JSON is compiled. It writes numbers by powers of five: a few of them and a
# multiplication give all, exactly, and are 10 kB less than a table of each.
set_source_files_properties(shared/cpp/json.cpp PROPERTIES
  COMPILE_OPTIONS -Oz COMPILE_DEFINITIONS BOOST_JSON_RYU_OPTIMIZE_SIZE)

target_compile_options(rmirror_shared PUBLIC -fwasm-exceptions -msimd128 -mnontrapping-fptoint)
target_link_options(rmirror_shared PUBLIC -fwasm-exceptions)
# Boost names its files where it throws: the same core wherever it is built.
target_compile_options(rmirror_shared PUBLIC -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

set(module_options -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker -sALLOW_MEMORY_GROWTH
  -sMAXIMUM_MEMORY=1073741824 -sFILESYSTEM=0)

add_executable(core wasm-core/src/bindings.cpp)
target_link_libraries(core PRIVATE rmirror_core)
set_target_properties(core PROPERTIES
  SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY ${CMAKE_SOURCE_DIR}/wasm-core/dist)
target_link_options(core PRIVATE ${module_options}
  --bind -sEXPORT_NAME=createCore -sDYNAMIC_EXECUTION=0 -sWASM_BIGINT)

# The core without its bindings, for measurements.
add_executable(core_stages EXCLUDE_FROM_ALL tests/tools/core_stages.cpp)
target_link_libraries(core_stages PRIVATE rmirror_core)
set_target_properties(core_stages PROPERTIES SUFFIX .mjs)
target_link_options(core_stages PRIVATE ${module_options}
  --no-entry -sEXPORTED_FUNCTIONS=_room_for,_parse,_prepare,_facts,_draw,_encode,_tile,_pdf -sEXPORTED_RUNTIME_METHODS=HEAPU8)
