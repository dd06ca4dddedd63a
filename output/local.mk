noinst_LIBRARIES += liboutput.a
liboutput_a_SOURCES = \
	output/archive.h output/atom.c output/atom.h output/atom_editions.c output/atom_part.c \
	output/atom_part.h output/handover.h output/digest.c \
	output/digest.h output/escape.c output/escape.h output/file.c output/file.h output/file_batch.c output/file_batch.h \
	output/fragment.c output/fragment.h output/html.c output/html.h output/html_archive.c \
	output/html_overview.c output/html_overview.h output/html_page.c output/html_page.h \
	output/html_story.c output/html_story.h output/json_feed.c output/json_feed.h output/json_story.c output/json_story.h \
	output/json_value.c output/json_value.h output/live.h output/live_message.c output/live_search.c \
	output/live_status.c output/live_story.c \
	output/mail.c output/mail.h output/mail_html.c output/mail_html.h output/mail_story.c output/mail_story.h output/mail_subject.c output/maildir.c output/maildir.h output/number.c output/number.h output/paragraph.c output/paragraph.h \
	output/press.c output/press.h output/seen.c output/seen.h \
	output/sendmail.c output/sendmail.h output/sign.c output/sign.h output/site.c output/site.h output/site_publish.c output/smtp.c output/smtp.h \
	output/stylesheet.c output/stylesheet.h output/subject.c output/subject.h \
	output/subject_publish.c output/svg.c output/svg.h output/text.c \
	output/text.h output/webhook.c output/webhook.h \
	output/webhook_discord.c output/webhook_kinds.h output/webhook_send.c \
	output/webhook_slack.c output/webhook_teams.c output/when.c output/when.h

# Pages by the user's own templates.
liboutput_a_SOURCES += \
	output/template.c output/template.h output/template_json.c output/template_private.h \
	output/templates.c output/templates.h output/themed.c output/themed.h \
	output/xml_page.c output/xml_page.h output/xml_story.c output/xml_story.h

# The style sheet becomes strings, one a line, that stylesheet.c includes.
EXTRA_DIST += output/page.css
CLEANFILES += output/page_css.h
output/page_css.h: output/page.css
	$(AM_V_GEN)$(MKDIR_P) output && \
	$(SED) -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n",/' $(top_srcdir)/output/page.css >$@.new && mv $@.new $@
output/stylesheet.$(OBJEXT): output/page_css.h
