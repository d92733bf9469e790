# SPDX-License-Identifier: AGPL-3.0-or-later
# core.mjs + core.wasm. Linking needs NODE_PATH=/usr/share/nodejs in the environment of ninja.
foreach(target rmirror_shared rmirror_core)
  target_compile_options(${target} PUBLIC -fwasm-exceptions -msimd128 -mnontrapping-fptoint)
endforeach()
add_executable(core wasm-core/src/bindings.cpp)
target_link_libraries(core PRIVATE rmirror_core)
set_target_properties(core PROPERTIES SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY ${CMAKE_SOURCE_DIR}/wasm-core/dist)
target_link_options(core PRIVATE
  -fwasm-exceptions --bind -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createCore -sENVIRONMENT=web,worker
  -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=1073741824 -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0 -sWASM_BIGINT)

# A browser downloads this before it reads its first page: what is not in the path from bytes to pixels
# is built for size.
file(GLOB small_sources
  shared/cpp/json.cpp shared/cpp/canonical_json.cpp shared/cpp/text_fingerprint.cpp
  wasm-core/src/document/*.cpp wasm-core/src/background/*.cpp wasm-core/src/typeset/*.cpp
  wasm-core/src/format/v6.cpp wasm-core/src/format/v6_blocks.cpp wasm-core/src/format/v6_text.cpp
  wasm-core/src/format/tagged.cpp wasm-core/src/raster/below_ink.cpp wasm-core/src/export/facts.cpp
  wasm-core/src/export/svg*.cpp wasm-core/src/export/pdf_*.cpp wasm-core/src/export/mark*.cpp
  wasm-core/src/export/plain_text.cpp wasm-core/src/export/huffman.cpp wasm-core/src/raster/ocr_cuts.cpp
  wasm-core/src/raster/area.cpp wasm-core/src/pens/*.cpp wasm-core/src/base/*.cpp
  wasm-core/src/format/crdt.cpp wasm-core/src/format/formats.cpp wasm-core/src/format/lines_old.cpp
  wasm-core/src/bindings.cpp)
set_source_files_properties(${small_sources} PROPERTIES COMPILE_OPTIONS -Oz)
