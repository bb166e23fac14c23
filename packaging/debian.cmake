# SPDX-License-Identifier: MIT
# Run by cpack on the files that are to be packed: what Debian wants of them that other systems do not.
cmake_minimum_required(VERSION 3.25)
set(SHARE ${CPACK_TEMPORARY_DIRECTORY}/usr/share)
set(DOC ${SHARE}/doc/${CPACK_PACKAGE_NAME})

file(READ ${CMAKE_CURRENT_LIST_DIR}/copyright COPYRIGHT)
file(WRITE ${DOC}/copyright "${COPYRIGHT}")
file(REMOVE ${DOC}/LICENSE)
# The day of the version, not that of the build: the same files give the same package.
execute_process(COMMAND date --utc --rfc-email --date=${CPACK_LYNC_TOPO_DATE}
	OUTPUT_VARIABLE DAY OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${DOC}/changelog
"${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * Version ${CPACK_PACKAGE_VERSION}; CHANGELOG.md tells what is new.

 -- ${CPACK_PACKAGE_CONTACT}  ${DAY}
")
# Where zsh of Debian looks for what packages bring.
file(RENAME ${SHARE}/zsh/site-functions ${SHARE}/zsh/vendor-completions)
file(GLOB PAGES ${SHARE}/man/man*/*)
execute_process(COMMAND gzip --best --no-name ${DOC}/changelog ${PAGES} COMMAND_ERROR_IS_FATAL ANY)
