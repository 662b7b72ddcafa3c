# pingli_module(NAME [DEPS modules...] [PRIVATE_DEPS modules...] [LIBS external...])
#
# src/NAME/*.cpp            -> static library pingli::NAME
# src/NAME/*_test.cpp       -> test executable NAME_test, registered with CTest
#
# The module's whole allowance: its headers may include those of DEPS, its other files those of
# PRIVATE_DEPS too. scripts/check_layers.py reads this call and fails the build when a file includes
# more, and when one of the two lists names a module that nothing there needs.
function(pingli_module name)
  cmake_parse_arguments(ARG "" "" "DEPS;PRIVATE_DEPS;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  file(GLOB tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*_test.cpp)
  list(REMOVE_ITEM sources ${tests} "")
  list(TRANSFORM ARG_DEPS PREPEND "pingli::" OUTPUT_VARIABLE deps)
  list(TRANSFORM ARG_PRIVATE_DEPS PREPEND "pingli::" OUTPUT_VARIABLE private_deps)

  if(sources)
    add_library(pingli_${name} STATIC ${sources})
    set(scope PUBLIC)
  else()
    add_library(pingli_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(pingli::${name} ALIAS pingli_${name})
  target_include_directories(pingli_${name} ${scope} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(pingli_${name} ${scope} pingli_flags ${deps} ${ARG_LIBS})
  if(private_deps)
    target_link_libraries(pingli_${name} PRIVATE ${private_deps})
  endif()

  if(tests AND BUILD_TESTING)
    pingli_test(${name}_test SOURCES ${tests} DEPS ${name} ${ARG_PRIVATE_DEPS})
  endif()
endfunction()

# The headers that every test reads, compiled once (0.9 s a test file otherwise).
if(BUILD_TESTING)
  file(WRITE ${PROJECT_BINARY_DIR}/test_pch.cpp "")
  add_library(pingli_test_pch OBJECT ${PROJECT_BINARY_DIR}/test_pch.cpp)
  target_link_libraries(pingli_test_pch PUBLIC pingli_flags GTest::gtest_main)
  target_precompile_headers(pingli_test_pch PUBLIC <gtest/gtest.h>)
endif()

# pingli_test(NAME SOURCES files... DEPS modules... [LIBS external...])
# The source tree is where tests find data: PINGLI_SOURCE_DIR. RapidCheck may be used in any test.
function(pingli_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;LIBS" ${ARGN})
  list(TRANSFORM ARG_DEPS PREPEND "pingli::" OUTPUT_VARIABLE deps)
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE PINGLI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE pingli_flags ${deps} ${ARG_LIBS} GTest::gtest_main rapidcheck)
  target_precompile_headers(${name} REUSE_FROM pingli_test_pch)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()
