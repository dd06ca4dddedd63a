noinst_LIBRARIES += libfeeds.a
libfeeds_a_SOURCES = \
	feeds/atom.c feeds/atom_text.c feeds/atom_text.h feeds/base64.c feeds/base64.h feeds/cdf.c \
	feeds/encoding.c feeds/exchange.c feeds/exchange.h feeds/encoding.h feeds/encoding_label.c feeds/encoding_label.h \
	feeds/feed.c feeds/feed.h feeds/feed_parser.c feeds/field.c feeds/field.h feeds/item_end.c \
	feeds/item_end.h feeds/item_pack.c feeds/item_pack.h feeds/json_feed.c feeds/json_feed.h feeds/json_repair.c feeds/json_repair.h feeds/markup_writer.c \
	feeds/markup_writer.h feeds/ns_content.c feeds/ns_dc.c feeds/ns_itunes.c feeds/ns_media.c \
	feeds/ns_syndication.c feeds/ns_wires.c feeds/opml.c feeds/opml.h feeds/opml_write.c feeds/person.c feeds/person.h \
	feeds/prolog.c feeds/prolog.h feeds/reader.c feeds/reader.h feeds/repair.c feeds/repair.h \
	feeds/repair_scan.c feeds/repair_scan.h feeds/repair_tag.c feeds/repair_tag.h feeds/root.c feeds/root.h \
	feeds/rss.c feeds/sitemap.c feeds/space.c feeds/space.h feeds/ticker.c feeds/ticker.h \
	feeds/wires.h feeds/xml.c feeds/xml.h feeds/xml_section.c feeds/xml_section.h feeds/xml_text.c feeds/xml_text.h feeds/xml_scan.c feeds/xml_scan.h \
	feeds/base/arena.c feeds/base/arena.h feeds/base/ascii.h feeds/base/buf.c feeds/base/buf.h \
	feeds/base/compiler.h feeds/base/error.c feeds/base/error.h feeds/base/memory.c \
	feeds/base/memory.h feeds/base/span.c feeds/base/span.h feeds/base/utf8.c feeds/base/utf8.h
libfeeds_a_SOURCES += \
	feeds/date.c feeds/date.h feeds/date_civil.c feeds/date_civil.h feeds/date_finds.h \
	feeds/date_free.c feeds/date_resolve.c feeds/date_words.c \
	feeds/date_iso.c feeds/date_names.c feeds/date_names.h feeds/date_names.inc feeds/date_parts.h \
	feeds/date_zone.c feeds/date_zone.h feeds/entity.c feeds/entity.h feeds/entity_table.inc \
	feeds/fold.c feeds/fold.h feeds/html_attribute.c feeds/html_attribute.h feeds/html_clean.c \
	feeds/html_clean.h feeds/html_element.c feeds/html_element.h feeds/html_filter.c \
	feeds/html_filter.h feeds/html_style.c feeds/html_style.h feeds/html_tag.c \
	feeds/html_tag.h feeds/html_text.c feeds/html_text.h feeds/html_tracker.c \
	feeds/html_tracker.h feeds/plain_line.c feeds/plain_line.h feeds/text_writer.c \
	feeds/text_writer.h feeds/fold_range.h feeds/fold_words.c feeds/language.c feeds/language.h feeds/language_words.inc \
	feeds/link.c feeds/link.h feeds/link_parts.c feeds/link_parts.h feeds/mojibake.c feeds/mojibake.h feeds/link_resolve.c \
	feeds/zone_habit.c feeds/zone_habit.h
EXTRA_DIST += tools/make-entity-table tools/make-language-table
libfeeds_a_SOURCES += feeds/fold_width.c feeds/fold_width.h
libfeeds_a_SOURCES += feeds/discover.c feeds/discover.h
