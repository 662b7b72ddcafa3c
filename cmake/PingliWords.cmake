# What the program says stands in one file, both languages side by side; the build turns it into one
# source file of pingli_base, so that no word can be missing when it is to be said.
set(words ${PROJECT_SOURCE_DIR}/words/codes.tsv)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${words})
file(READ ${words} WORDS)
configure_file(${PROJECT_SOURCE_DIR}/src/base/words_file.cpp.in ${PROJECT_BINARY_DIR}/words_file.cpp @ONLY)
target_sources(pingli_base PRIVATE ${PROJECT_BINARY_DIR}/words_file.cpp)
