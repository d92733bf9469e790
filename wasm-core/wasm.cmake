# SPDX-License-Identifier: AGPL-3.0-or-later
# core.mjs + core.wasm. Linking needs NODE_PATH=/usr/share/nodejs in the environment of ninja.

# A browser downloads this before it reads its first page: only what lies between bytes and pixels is built
# for speed, everything else for size. Blocks of a page are read by many small functions: to unroll them would
# not make them faster.
file(GLOB fast_sources
  shared/cpp/hashing.cpp wasm-core/src/png/deflate.cpp wasm-core/src/png/huffman.cpp
  wasm-core/src/png/png.cpp wasm-core/src/fingerprint/*.cpp wasm-core/src/format/crdt.cpp
  wasm-core/src/format/plain_lines.cpp wasm-core/src/format/tagged.cpp wasm-core/src/format/v3_v5.cpp
  wasm-core/src/format/v6.cpp wasm-core/src/format/v6_blocks.cpp wasm-core/src/format/v6_items.cpp
  wasm-core/src/pens/*.cpp wasm-core/src/raster/blend.cpp wasm-core/src/raster/coverage.cpp
  wasm-core/src/raster/fill.cpp wasm-core/src/raster/flatten.cpp wasm-core/src/raster/grey_picture.cpp
  wasm-core/src/reading/ocr.cpp wasm-core/src/display/outline.cpp wasm-core/src/export/pdf_outline.cpp wasm-core/src/raster/raster.cpp
  wasm-core/src/raster/texture.cpp wasm-core/src/display/prepared_page.cpp)
set(small_sources ${shared_sources} ${core_sources} ${CMAKE_SOURCE_DIR}/wasm-core/src/bindings.cpp
  ${CMAKE_SOURCE_DIR}/wasm-core/src/base/small_printf.cpp)
list(REMOVE_ITEM small_sources ${fast_sources})
set_source_files_properties(${small_sources} PROPERTIES COMPILE_OPTIONS -Oz)
set_source_files_properties(wasm-core/src/format/v6.cpp wasm-core/src/format/v6_blocks.cpp
  PROPERTIES COMPILE_OPTIONS -O2)
# Boost.JSON writes numbers by powers of five: a few of them and a multiplication give all, exactly, and are
# 10 kB less than a table of each.
set_source_files_properties(shared/cpp/json.cpp PROPERTIES COMPILE_DEFINITIONS BOOST_JSON_RYU_OPTIMIZE_SIZE)

add_library(core_bindings OBJECT wasm-core/src/bindings.cpp wasm-core/src/base/small_printf.cpp)
target_link_libraries(core_bindings PRIVATE rmirror_core)
foreach(target rmirror_shared rmirror_core core_bindings)
  target_compile_options(${target} PRIVATE -fwasm-exceptions -msimd128 -mnontrapping-fptoint)
endforeach()

# Of a template's copies the linker keeps the first, so the fast ones come first.
string(REGEX REPLACE "[^;]*/([^;/]+\\.cpp)" "\\1" fast_names "${fast_sources}")
string(REPLACE ";" "|" fast_names "${fast_names}")
set(fast_objects "/(${fast_names})\\.o$")
add_executable(core
  $<FILTER:$<TARGET_OBJECTS:rmirror_core>,INCLUDE,${fast_objects}>
  $<FILTER:$<TARGET_OBJECTS:rmirror_shared>,INCLUDE,${fast_objects}>
  $<TARGET_OBJECTS:core_bindings>)
target_link_libraries(core PRIVATE rmirror_core)
set_target_properties(core PROPERTIES
  LINKER_LANGUAGE CXX SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY ${CMAKE_SOURCE_DIR}/wasm-core/dist)
target_link_options(core PRIVATE
  -fwasm-exceptions --bind -Wl,--wrap=vsnprintf -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createCore
  -sENVIRONMENT=web,worker -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=1073741824 -sFILESYSTEM=0
  -sDYNAMIC_EXECUTION=0 -sWASM_BIGINT -sMALLOC=emmalloc)

# The same objects without the bindings, for measurements.
add_executable(core_stages EXCLUDE_FROM_ALL
  $<FILTER:$<TARGET_OBJECTS:rmirror_core>,INCLUDE,${fast_objects}>
  $<FILTER:$<TARGET_OBJECTS:rmirror_shared>,INCLUDE,${fast_objects}>
  tests/tools/core_stages.cpp)
target_link_libraries(core_stages PRIVATE rmirror_core)
target_compile_options(core_stages PRIVATE -fwasm-exceptions)
set_target_properties(core_stages PROPERTIES LINKER_LANGUAGE CXX SUFFIX .mjs)
target_link_options(core_stages PRIVATE
  -fwasm-exceptions -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker -sALLOW_MEMORY_GROWTH
  -sMAXIMUM_MEMORY=1073741824 -sFILESYSTEM=0 -sMALLOC=emmalloc --no-entry
  -sEXPORTED_FUNCTIONS=_room_for,_parse,_prepare,_facts,_draw,_encode,_tile,_pdf -sEXPORTED_RUNTIME_METHODS=HEAPU8)
