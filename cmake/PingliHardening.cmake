# What makes a fault hard to exploit, as the OpenSSF's guide for C and C++ advises. The compiler's part is in every
# build type that ships; the linker's part in all of them, so that the tests of a debug build see it too.
# tests/hardening/ holds the program against this file. docs/security.md says what it is for.
include(CheckCXXCompilerFlag)

set(PINGLI_SHIPPING_TYPES Release RelWithDebInfo MinSizeRel)

# What is said twice must not be: distributions set some of these in the compiler itself.
set(hardening_definitions -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)

set(hardening_wishes
    -fstack-protector-strong         # a return address that was written over ends the process
    -fstack-clash-protection         # a large frame cannot jump over the guard page
    -fcf-protection=full             # indirect branches land where a branch may (x86)
    -mbranch-protection=standard     # the same on AArch64
    -ftrivial-auto-var-init=zero     # nothing is read that was never written
    -fno-delete-null-pointer-checks  # no check is dropped because of what "cannot happen"
    -fno-strict-overflow
    -fno-strict-aliasing)

set(hardening_options -Wformat=2 -Werror=format-security -Wimplicit-fallthrough)
# What only the optimiser guesses, and other guesses follow from other options: told, and no error.
list(APPEND hardening_options -Wno-error=maybe-uninitialized -Wno-error=uninitialized -Wno-error=array-bounds
     -Wno-error=stringop-overflow -Wno-error=stringop-overread -Wno-error=nonnull -Wno-error=free-nonheap-object)
foreach(wish ${hardening_wishes})
  string(MAKE_C_IDENTIFIER "PINGLI_HAS${wish}" known)
  # Only as an error is an option that does not fit this processor refused.
  set(CMAKE_REQUIRED_FLAGS -Werror)
  check_cxx_compiler_flag(${wish} ${known})
  unset(CMAKE_REQUIRED_FLAGS)
  if(${known})
    list(APPEND hardening_options ${wish})
  endif()
endforeach()

add_library(pingli_hardening INTERFACE)
list(JOIN PINGLI_SHIPPING_TYPES "," types)
target_compile_definitions(pingli_hardening INTERFACE $<$<CONFIG:${types}>:_GLIBCXX_ASSERTIONS>) # fuzzing wants them too
# Sanitizers watch the same places, and better; a fortified libc hides calls from them.
if(NOT PINGLI_SANITIZE AND NOT PINGLI_FUZZ)
  target_compile_options(
    pingli_hardening INTERFACE "$<$<CONFIG:${types}>:${hardening_definitions};${hardening_options};-fPIE>")
  target_link_options(
    pingli_hardening INTERFACE
    "$<$<CONFIG:${types}>:-pie>" # addresses differ from start to start
    LINKER:-z,relro LINKER:-z,now # tables of functions are read-only before main
    LINKER:-z,noexecstack LINKER:-z,separate-code LINKER:--as-needed)
endif()
