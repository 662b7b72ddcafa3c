# Every outside library, found once and given one name. All are Debian packages (see ./dev).
find_package(PkgConfig REQUIRED)
foreach(lib sodium=libsodium hs=libhs icu=icu-uc,icu-i18n sqlite=sqlite3 pq=libpq magic=libmagic fido=libfido2
            archive=libarchive utf8proc=libutf8proc)
  string(REPLACE "=" ";" pair ${lib})
  list(GET pair 0 name)
  list(GET pair 1 modules)
  string(REPLACE "," ";" modules ${modules})
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${modules})
  add_library(lib::${name} ALIAS PkgConfig::${name})
endforeach()

find_library(CMARK_GFM cmark-gfm REQUIRED)
find_library(CMARK_GFM_EXTENSIONS cmark-gfm-extensions REQUIRED)
add_library(lib_cmark INTERFACE)
target_link_libraries(lib_cmark INTERFACE ${CMARK_GFM_EXTENSIONS} ${CMARK_GFM})
add_library(lib::cmark ALIAS lib_cmark)

find_package(simdjson REQUIRED)
add_library(lib::simdjson ALIAS simdjson::simdjson)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(date REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)

# Beast and Asio are headers; compiled once, in src/http/server.cpp.
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
add_library(lib_beast INTERFACE)
target_link_libraries(lib_beast INTERFACE Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
target_compile_definitions(lib_beast INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
                                               BOOST_ASIO_NO_DEPRECATED)
# Asio uses fences, which g++'s thread sanitizer does not see and warns of.
target_compile_options(lib_beast INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
add_library(lib::beast ALIAS lib_beast)
