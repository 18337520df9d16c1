# What every target of ours shares: warnings, sanitizers, the root of the source tree as the only
# include directory, so that an include names its folder ("forms/round.h").
function(candor_target name)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
  if(CANDOR_WERROR)
    target_compile_options(${name} PRIVATE -Werror)
    # GCC 12 sees overflows in std::string concatenation where there are none (GCC bugs 105329, 105651), and
    # whether it does depends on the length of the source folder's name. Shown as warnings, never as errors.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      target_compile_options(${name} PRIVATE -Wno-error=array-bounds -Wno-error=restrict -Wno-error=stringop-overflow)
    endif()
  endif()
  if(CANDOR_SANITIZE)
    target_compile_options(${name} PUBLIC -fsanitize=${CANDOR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${name} PUBLIC -fsanitize=${CANDOR_SANITIZE})
  endif()
  # Identical flags everywhere let ccache share what the precompiled headers do not.
  target_compile_options(${name} PRIVATE -fpch-preprocess)
endfunction()
