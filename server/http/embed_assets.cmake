# Builds static/ and makes of it the library `candor_assets`: the program carries its pages in itself.
find_program(NODE_PROGRAM NAMES node nodejs)
set(static_dir ${PROJECT_SOURCE_DIR}/static)
if(NOT NODE_PROGRAM OR NOT EXISTS ${static_dir}/node_modules)
  message(FATAL_ERROR "The browser side needs Node.js and its packages (static/node_modules). Run tools/setup once.")
endif()

# The folders one by one: node_modules holds thousands of files that nobody needs to look through.
file(GLOB static_entries CONFIGURE_DEPENDS LIST_DIRECTORIES true ${static_dir}/*)
set(static_sources)
foreach(entry IN LISTS static_entries)
  if(NOT IS_DIRECTORY ${entry})
    list(APPEND static_sources ${entry})
  elseif(NOT entry MATCHES "/node_modules$")
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${entry}/*)
    list(APPEND static_sources ${found})
  endif()
endforeach()

set(assets_out ${CMAKE_CURRENT_BINARY_DIR}/assets)
add_custom_command(
  OUTPUT ${assets_out}/assets_data.S ${assets_out}/assets_table.cpp
  COMMAND ${NODE_PROGRAM} ${static_dir}/build.mjs --out ${assets_out}/built
  COMMAND ${NODE_PROGRAM} ${CMAKE_CURRENT_SOURCE_DIR}/embed_assets.mjs --from ${assets_out}/built --out ${assets_out}
  DEPENDS ${static_sources} ${CMAKE_CURRENT_SOURCE_DIR}/embed_assets.mjs
  COMMENT "Building the pages of static/"
  VERBATIM)
add_library(candor_assets STATIC ${assets_out}/assets_data.S ${assets_out}/assets_table.cpp)
target_include_directories(candor_assets PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(candor_assets PUBLIC candor_forms)
candor_target(candor_assets)
