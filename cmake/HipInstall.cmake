# cmake --install and cpack -G DEB: the program, its data, manual page, completion, menu entry (packaging/).
# The program finds its data beside itself: ../share/hip-atlas, ../libexec/hip-atlas.
include(GNUInstallDirs)
set(share ${CMAKE_INSTALL_DATADIR})

install(TARGETS hip-atlas RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS hip-atlas-import RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/hip-atlas)
if(TARGET hip-atlas-pdf)
  install(TARGETS hip-atlas-pdf LIBRARY DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/hip-atlas)
endif()
install(DIRECTORY assets DESTINATION ${share}/hip-atlas PATTERN README.md EXCLUDE)
install(DIRECTORY ${CMAKE_BINARY_DIR}/i18n DESTINATION ${share}/hip-atlas)
install(FILES ${CMAKE_BINARY_DIR}/body.mesh ${CMAKE_BINARY_DIR}/client.mesh DESTINATION ${share}/hip-atlas)

find_program(GZIP gzip REQUIRED)
set(pages ${CMAKE_BINARY_DIR}/pages)
file(MAKE_DIRECTORY ${pages})
add_custom_command(OUTPUT ${pages}/hip-atlas.1.gz ${pages}/hip-atlas ${pages}/changelog.gz
  COMMAND hip-atlas pages man > ${pages}/hip-atlas.1
  COMMAND ${GZIP} -9nf ${pages}/hip-atlas.1
  COMMAND hip-atlas pages bash > ${pages}/hip-atlas
  COMMAND ${GZIP} -9nc ${CMAKE_SOURCE_DIR}/packaging/changelog > ${pages}/changelog.gz
  DEPENDS hip-atlas ${CMAKE_SOURCE_DIR}/packaging/changelog VERBATIM)
add_custom_target(pages ALL DEPENDS ${pages}/hip-atlas.1.gz)
install(FILES ${pages}/hip-atlas.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${pages}/hip-atlas DESTINATION ${share}/bash-completion/completions)
install(FILES packaging/copyright ${pages}/changelog.gz README.md ATTRIBUTION.md DESTINATION ${share}/doc/hip-atlas)
install(FILES packaging/org.hip_atlas.HipAtlas.desktop DESTINATION ${share}/applications)
install(FILES packaging/org.hip_atlas.HipAtlas.metainfo.xml DESTINATION ${share}/metainfo)
install(FILES packaging/hip-atlas.svg DESTINATION ${share}/icons/hicolor/scalable/apps)

set(CPACK_PACKAGE_NAME hip-atlas)
set(CPACK_PACKAGE_VENDOR "The Hip Atlas authors")
set(CPACK_PACKAGE_CONTACT "The Hip Atlas authors <hip-atlas@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "hip anatomy in layers, for teaching and massage")
set(CPACK_PACKAGE_DESCRIPTION "A three-dimensional atlas of the hip that peels from skin to bone: muscles,
sciatic nerve, ligaments. It lays the client on the massage table, shows
where strokes work and where pain may come from, with the source of each
statement. For lessons, for clients, for learning.")
set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
  WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# SDL opens the GL libraries by name at run time.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libgl1, libegl1, fonts-inter | fonts-noto-core")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgl1-mesa-dri, zenity | kdialog")
include(CPack)
