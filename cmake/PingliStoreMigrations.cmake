# The store's migrations are real SQL files; the build turns them into one source file of
# pingli_store. A file is NNNN-what.sql, numbered from 0001 without holes; it is never changed once
# it has been released.
set(STORE_MIGRATIONS "")
foreach(technology sqlite postgres)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/store/migrations/${technology}/*.sql)
  list(SORT files)
  set(list "")
  foreach(file ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} sql)
    get_filename_component(name ${file} NAME_WE)
    string(APPEND list "    {\"${name}\", R\"__sql__(${sql})__sql__\"},\n")
  endforeach()
  string(APPEND STORE_MIGRATIONS "constexpr Migration k_${technology}[] = {\n${list}};\n")
endforeach()
configure_file(${PROJECT_SOURCE_DIR}/src/store/migrations.cpp.in
               ${PROJECT_BINARY_DIR}/store_migrations.cpp @ONLY)
target_sources(pingli_store PRIVATE ${PROJECT_BINARY_DIR}/store_migrations.cpp)
