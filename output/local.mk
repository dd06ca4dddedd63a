noinst_LIBRARIES += liboutput.a
liboutput_a_SOURCES = \
	output/archive.h output/atom.h output/delivery.h output/digest.c output/digest.h \
	output/escape.c output/escape.h output/file.c output/file.h output/html.h \
	output/json_feed.h output/mail.h output/maildir.h output/sendmail.h output/site.h \
	output/smtp.h output/text.h
