# SPDX-License-Identifier: MIT
# What `cmake --install` brings beside program and library, and the Debian package that `cpack` makes of it all.
install(DIRECTORY schemas/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lync-topo/schemas
	FILES_MATCHING PATTERN "*.xsd" PATTERN "*.json" PATTERN "catalog.xml")
# Documents link to schemas as they do in the source tree.
file(RELATIVE_PATH SCHEMAS_FROM_DOC /${CMAKE_INSTALL_DOCDIR} /${CMAKE_INSTALL_DATADIR}/lync-topo/schemas)
install(CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}\")
	file(CREATE_LINK ${SCHEMAS_FROM_DOC} \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}/schemas\" SYMBOLIC)")
install(DIRECTORY samples/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/samples
	FILES_MATCHING PATTERN "*.xml" PATTERN "*.tbxml" PATTERN "*.md" PATTERN "*.sh" PATTERN "*.yaml"
	PATTERN ci EXCLUDE)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN "*.md"
	PATTERN man EXCLUDE)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
foreach(SECTION 1 5 7)
	file(GLOB PAGES CONFIGURE_DEPENDS docs/man/*.${SECTION})
	install(FILES ${PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${SECTION})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lync-topo)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT ${LYNC_TOPO_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "checks and draws plans of Lync Server voice deployments")
set(CPACK_PACKAGE_DESCRIPTION
"Holds a plan of a Lync Server or Skype for Business voice deployment (SIP
trunks, Mediation Servers, gateways, PBXs, VPNs) against the documented
guidance, tells what nobody has answered yet, draws it, and runs calls
through it.
.
The package has the program, the C library with headers, XML Schemas,
samples and documentation.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
	OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
# Manual pages compressed, copyright and changelog where Debian has them.
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian.cmake)
set(CPACK_LYNC_TOPO_DATE ${LYNC_TOPO_DATE})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded when they are needed: pictures, and Export-CsConfiguration archives.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgvc6, libarchive13")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libxml2-dev, libcjson-dev, libpcre2-dev, pkg-config")
include(CPack)
