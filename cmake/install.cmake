# `cmake --install`: program, man page, systemd units, documents and the examples of deploy/.
# Units and binary find each other by name, so any prefix that systemd searches will do (/usr, /usr/local).
install(TARGETS candor RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES docs/candor.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
# Not CMAKE_INSTALL_LIBDIR: systemd searches lib/, whatever the architecture's own folder is.
install(FILES deploy/candor.service deploy/candor-backup.service deploy/candor-backup.timer
        DESTINATION lib/systemd/system)
install(FILES deploy/Caddyfile deploy/nginx.conf deploy/candor-proxy.conf deploy/candor-tls.conf
        DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES LICENSE CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}
        FILES_MATCHING PATTERN "*.md" PATTERN "*.yaml" PATTERN "*.json")
