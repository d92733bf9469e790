# SPDX-License-Identifier: AGPL-3.0-or-later
# core.mjs + core.wasm. Linking needs NODE_PATH=/usr/share/nodejs in the environment of ninja.

# A browser downloads core.wasm before it reads its first page. Everything is built for speed,
# except the folders that work once per page or document instead of once per point or pixel, which are built for size.
foreach(room background document marks texts typeset)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS wasm-core/src/${room}/*.cpp)
  set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS -Oz)
endforeach()
# Texts are merged once per save.
set_source_files_properties(shared/cpp/line_diff.cpp shared/cpp/text_merge.cpp PROPERTIES COMPILE_OPTIONS -Oz)
# This file compiles all of Boost.JSON. It prints numbers with powers of five: a small table and a
# multiplication give all of them exactly, and save 10 kB compared with the full table.
set_source_files_properties(shared/cpp/json.cpp PROPERTIES
  COMPILE_OPTIONS -Oz COMPILE_DEFINITIONS BOOST_JSON_RYU_OPTIMIZE_SIZE)

target_compile_options(rmirror_shared PUBLIC -fwasm-exceptions -msimd128 -mnontrapping-fptoint)
target_link_options(rmirror_shared PUBLIC -fwasm-exceptions)
# Boost's exceptions contain file names: strip them, so that the core doesn't depend on the build folder.
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
