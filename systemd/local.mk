# The service: a unit, its user, and a configuration to begin with. --without-systemd leaves them out.
EXTRA_DIST += systemd/broadtape.service.in systemd/broadtape.sysusers
CLEANFILES += systemd/broadtape.service systemd/sysusers.d/broadtape.conf

systemd/broadtape.service: $(top_srcdir)/systemd/broadtape.service.in
	$(AM_V_GEN)$(MKDIR_P) systemd && \
	sed 's|@bindir[@]|$(bindir)|' $(top_srcdir)/systemd/broadtape.service.in >$@.new && mv $@.new $@

systemd/sysusers.d/broadtape.conf: $(top_srcdir)/systemd/broadtape.sysusers
	$(AM_V_GEN)$(MKDIR_P) systemd/sysusers.d && \
	cp $(top_srcdir)/systemd/broadtape.sysusers $@.new && mv $@.new $@

if SYSTEMD
unitdir = $(systemdunitdir)
nodist_unit_DATA = systemd/broadtape.service
sysusersdir = $(systemdsysusersdir)
nodist_sysusers_DATA = systemd/sysusers.d/broadtape.conf
endif
