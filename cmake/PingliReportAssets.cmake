# The report's style and script are real files, so that their own tools can read them; the build
# turns them into one source file of pingli_report.
set(assets ${PROJECT_SOURCE_DIR}/src/report/assets)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${assets}/report.css ${assets}/report.js)
file(READ ${assets}/report.css REPORT_CSS)
file(READ ${assets}/report.js REPORT_JS)
configure_file(${PROJECT_SOURCE_DIR}/src/report/assets.cpp.in ${PROJECT_BINARY_DIR}/report_assets.cpp @ONLY)
target_sources(pingli_report PRIVATE ${PROJECT_BINARY_DIR}/report_assets.cpp)
