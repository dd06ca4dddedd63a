#include "tests/unit/test.h"

#include <stdio.h>

#include "feeds/date.h"
#include "feeds/date_civil.h"

/* What is read, as RFC 3339; NULL: no date. */
static const struct {
	const char *text;
	const char *time;
} cases[] = {
	/* RFC 822 and 2822, and their abuses */
	{"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
	{"01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
	{"Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21Z"},
	{"Thu, 01 Jan 68 19:48:21 GMT", "1968-01-01T19:48:21Z"},
	{"Thu, 01 Jan 104 19:48:21 GMT", "2004-01-01T19:48:21Z"},
	{"Thu,  5 Apr 2012 10:00:00 GMT", "2012-04-05T10:00:00Z"},
	{"Fri,24 Nov 2023 18:28:36 -0000", "2023-11-24T18:28:36Z"},
	{"Thu, 01 Jan 2004 00:00 GMT", "2004-01-01T00:00:00Z"},
	{"Thu, 01 Jan 2004", "2004-01-01T00:00:00Z"},
	{"Thu, 01 Jan 2004 24:00:00 GMT", "2004-01-02T00:00:00Z"},
	{"Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"},
	{"Thu, 31 Jun 2004 19:48:21 GMT", "2004-07-01T19:48:21Z"},
	{"Mon, 13 Feb, 2012 06:28:00 UTC", "2012-02-13T06:28:00Z"},
	{"Wed, 19 Feb 2012 22:40:00 -01:01", "2012-02-19T23:41:00Z"},
	{"Fri, 15 Mar 2013  19:01:52\r\n       ", "2013-03-15T19:01:52Z"},
	{"Thu, 23 Feb 2012 12:00:00 &#43;0100", "2012-02-23T11:00:00Z"},
	{"Mon, 26 January 2004 16:31:00 ET", "2004-01-26T21:31:00Z"},
	{"Mon, 26 July 2004 16:31:00 ET", "2004-07-26T20:31:00Z"},
	{"Thu, 30 Apr 2015 08:57:00 MEST", "2015-04-30T06:57:00Z"},
	{"Wed, 26 Dec 2018 10:00:54 PST", "2018-12-26T18:00:54Z"},
	{"Thu, 29 Oct 2020 07:36:03 GMT-07:00", "2020-10-29T14:36:03Z"},
	{"Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-04-01T03:19:00Z"},
	{"Thu, 25 Feb 2016 00:00:00 Europe/Brussels", "2016-02-24T23:00:00Z"},
	{"Thu, 25 Aug 2016 00:00:00 Europe/Brussels", "2016-08-24T22:00:00Z"},
	{"Sun, 25 Mar 2018 01:59:59 Europe/Berlin", "2018-03-25T00:59:59Z"},
	{"Sun, 25 Mar 2018 03:00:00 Europe/Berlin", "2018-03-25T01:00:00Z"},
	{"Sun, 17 Dec 2017 1:55 PM EST", "2017-12-17T18:55:00Z"},
	{"Sun, 17 Dec 2017 12:05 AM", "2017-12-17T00:05:00Z"},
	{"Tue 16 Feb 2016, 23:16:00 EDT", "2016-02-17T03:16:00Z"},
	{"Tue, Feb 16 2016 23:16:00 EDT", "2016-02-17T03:16:00Z"},
	{"Fri, 23rd Jun 2023 09:32:20 GMT", "2023-06-23T09:32:20Z"},
	{"Thurs, 15 Oct 2020 00:00:39 +0000", "2020-10-15T00:00:39Z"},
	{"Thu (oh how I hate thursdays), 16(th) Feb(ruary) 2006 01:39 +0000 (GMT r0x0rz)",
		"2006-02-16T01:39:00Z"},
	{"Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"},
	{"31 Dec 2002 14:20:20 A", "2002-12-31T14:20:20Z"},
	{"Tue, 12 May 2020 15:00:00 Z", "2020-05-12T15:00:00Z"},
	{"Tue, 12 May 2020 15:00:00 XYZT", "2020-05-12T15:00:00Z"},
	{"16 Feb 2006 01:39 (PST)", "2006-02-16T09:39:00Z"},
	{"Fri, 11 Mar 2016 01:15:00 +3000", "2016-03-09T19:15:00Z"},
	/* RFC 3339, ISO 8601, W3CDTF */
	{"2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"},
	{"2003-12-31t10:14:55z", "2003-12-31T10:14:55Z"},
	{"2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z"},
	{"2003-12-31T18:14:55+08", "2003-12-31T10:14:55Z"},
	{"2003-12-31T18:14:55+0800", "2003-12-31T10:14:55Z"},
	{"2007-04-23T23:25:47.538+10:00", "2007-04-23T13:25:47Z"},
	{"2022-07-27T22:31:50.000000000Z", "2022-07-27T22:31:50Z"},
	{"2022-07-27T22:31:50,5Z", "2022-07-27T22:31:50Z"},
	{"2003-12-31", "2003-12-31T00:00:00Z"},
	{"2003-12-31Z", "2003-12-31T00:00:00Z"},
	{"2003-12", "2003-12-01T00:00:00Z"},
	{"2003", "2003-01-01T00:00:00Z"},
	{"20031231", "2003-12-31T00:00:00Z"},
	{"20031231T101455Z", "2003-12-31T10:14:55Z"},
	{"20031231101455", "2003-12-31T10:14:55Z"},
	{"031231", "2003-12-31T00:00:00Z"},
	{"03-12-31", "2003-12-31T00:00:00Z"},
	{"2003-335", "2003-12-01T00:00:00Z"},
	{"2003335", "2003-12-01T00:00:00Z"},
	{"03-335", "2003-12-01T00:00:00Z"},
	{"Mon, 28 Nov 2016 15:04:05 MST -0700", "2016-11-28T22:04:05Z"},
	{"2016-11-28T15:04:05-07:00:00", "2016-11-28T22:04:05Z"},
	{"03335", "2003-12-01T00:00:00Z"},
	{"2003-012-31T10:14:55+00:00", "2003-12-31T10:14:55Z"},
	{"2009-W01-1", "2008-12-29T00:00:00Z"},
	{"2009W537", "2010-01-03T00:00:00Z"},
	{"2004-02-28T18:14:55-08:00", "2004-02-29T02:14:55Z"},
	{"2003-06-31T15:51:30-0500", "2003-07-01T20:51:30Z"},
	{"2003-12-31T24:00:00Z", "2004-01-01T00:00:00Z"},
	{"2004-07-08 23:56:58 -00:20", "2004-07-09T00:16:58Z"},
	{"2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z"},
	{"2020-11-08T16:20:00-05:00Z", "2020-11-08T21:20:00Z"},
	{"-0312", "2003-12-01T00:00:00Z"},
	{"-03-12", "2003-12-01T00:00:00Z"},
	{"2018-12-12T12:12", "2018-12-12T12:12:00Z"},
	{"2020/1/10 14:25:00", "2020-01-10T14:25:00Z"},
	{"2026-01-16 02:56 EST", "2026-01-16T07:56:00Z"},
	/* others */
	{"Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"},
	{"Sun Jul 15 01:16:00 +0000 2012", "2012-07-15T01:16:00Z"},
	{"Sun Jul 15 01:16:00 EDT 2012", "2012-07-15T05:16:00Z"},
	{"Fri Jun 07 2013 19:02:23 GMT+0000 (UTC)", "2013-06-07T19:02:23Z"},
	{"Jul  8 2004 11:56:58:000PM", "2004-07-08T23:56:58Z"},
	{"March 30 2020 07:02:38 PM", "2020-03-30T19:02:38Z"},
	{"Mon, 03/30/2020 - 19:19", "2020-03-30T19:19:00Z"},
	{"Fri, 03/04/2020", "2020-04-03T00:00:00Z"}, /* the weekday knows better */
	{"03/04/2020", "2020-03-04T00:00:00Z"},
	{"31/01/2012", "2012-01-31T00:00:00Z"},
	{"01.31.2012", "2012-01-31T00:00:00Z"},
	{"30.10.23", "2023-10-30T00:00:00Z"},
	{"30-10-2023 10:00", "2023-10-30T10:00:00Z"},
	{"09/15/2014 4:20 pm PST", "2014-09-16T00:20:00Z"},
	{"Nov. 16, 2020, 10:57 a.m.", "2020-11-16T10:57:00Z"},
	{"Mon, November 16, 2020, 11:12 PM EST", "2020-11-17T04:12:00Z"},
	{"Sat, 11 04 2020 08:51:49 +0100", "2020-11-04T07:51:49Z"},
	{"Nov. 2020", "2020-11-01T00:00:00Z"},
	{"5 August, 2019", "2019-08-05T00:00:00Z"},
	{"26 Sep 2022 GMT", "2022-09-26T00:00:00Z"},
	{"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
	{"10:00 2006-01-02", "2006-01-02T10:00:00Z"},
	{"Mon, 2 Jan 2006 15:04:05 + 0100", "2006-01-02T14:04:05Z"},
	{"Thu, June 22, 2023 at 01:11 PM EDT", "2023-06-22T17:11:00Z"},
	{"Jun 23, 2023 5 PM", "2023-06-23T17:00:00Z"},
	{"1520932969", "2018-03-13T09:22:49Z"},
	{"1520932969123", "2018-03-13T09:22:49Z"},
	{"1520932969.5", "2018-03-13T09:22:49Z"},
	/* languages */
	{"Do, 05 Nov 2014 18:04:58", "2014-11-05T18:04:58Z"},
	{"Di, 23 Dez 2018 00:00:00 +0100", "2018-12-22T23:00:00Z"},
	{"23. März 2018 um 10:15 Uhr", "2018-03-23T10:15:00Z"},
	{"mer, 9 avr 2018 00:00:00 +0200", "2018-04-08T22:00:00Z"},
	{"mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"},
	{"ven., 03 juil. 2020 15:09:58 +0000", "2020-07-03T15:09:58Z"},
	{"mardi 3 mars 2020 à 8h30", "2020-03-03T08:30:00Z"},
	{"1er août 2020", "2020-08-01T00:00:00Z"},
	{"Vie, 15 Ene 2021 08:00:00 +0000", "2021-01-15T08:00:00Z"},
	{"15 de enero de 2021", "2021-01-15T00:00:00Z"},
	{"seg, 15 fev 2021 08:00:00 -0300", "2021-02-15T11:00:00Z"},
	{"lun, 15 giu 2020 08:00:00", "2020-06-15T08:00:00Z"},
	{"\u041f\u043d, 15 \u043c\u0430\u044f 2020 08:00:00 +0300", "2020-05-15T05:00:00Z"},
	{"\u039a\u03c5\u03c1, 11 \u0399\u03bf\u03cd\u03bb 2004 12:00:00 EST",
		"2004-07-11T17:00:00Z"},
	{"2004-j\u00falius-13T9:15-05:00", "2004-07-13T14:15:00Z"},
	{"2004\ub144 05\uc6d4 28\uc77c  01:31:15", "2004-05-27T16:31:15Z"},
	{"2004-05-25 \uc624\ud6c4 11:23:17", "2004-05-25T14:23:17Z"},
	{"2020\u5e745\u67081\u65e5 10:30", "2020-05-01T10:30:00Z"},
	{"2020\u5e745\u67081\u65e5 \u661f\u671f\u4e94 10\u65f630\u5206", "2020-05-01T10:30:00Z"},
	{"15 pa\u017adziernika 2020", "2020-10-15T00:00:00Z"},
	{"15 \u015eubat 2020", "2020-02-15T00:00:00Z"},
	{"2. januar 2006 kl. 15.04", "2006-01-02T15:04:00Z"},
	{"2. tammikuuta 2006 klo 15.04.05", "2006-01-02T15:04:05Z"},
	{"Mon, 2 Jan 2006 15:04:05 +0100 CET", "2006-01-02T14:04:05Z"},
	{"mar. 3 mars 2020", "2020-03-03T00:00:00Z"},
	{"3 mars mar. 2020", "2020-03-03T00:00:00Z"},
	{"2020\u5e745\u67081\u65e5 10\u664230\u520615\u79d2", "2020-05-01T10:30:15Z"},
	{"16 Feb 2006 01:39 (who knows)", "2006-02-16T01:39:00Z"},
	/* none */
	{"", NULL},
	{"  ", NULL},
	{"invalid", NULL},
	{"\u5e73\u621018\u5e741\u67082\u65e5", NULL}, /* an emperor's year */
	{"2 days ago", NULL},
	{"3 June July 2020", NULL},
	{"16 Feb 2006 01:39 +0100 +0200", NULL},
	{"12:00 12:30 1 Jan 2020", NULL},
	{"2020\u5e7413\u67081\u65e5", NULL},
	{"1 Jan 2020 10h75", NULL},
	{"1 2 3 4 5", NULL},
	{"12345 Jan 2020", NULL},
	{"5 pm", NULL},
	{"16 Feb 2006 01:39 @", NULL},
	{"a while ago", NULL},
	{"Sunday", NULL},
	{"10:30", NULL},
	{"013", NULL},
	{"07-01T01:55:07-05:00", NULL},
	{"2014-22-22T31", NULL},
	{"2003-12-31T25:14:55Z", NULL},
	{"2003-12-31T10:61:55Z", NULL},
	{"2003-12-31T10:14:61Z", NULL},
	{"Sun, Dec x 2012 11:47:32 GMT", NULL},
	{"Sun, 16 Dec zz 11:47:32 GMT", NULL},
	{"Sun, 16 Dec 2012 11:47:32 +00:zz", NULL},
	{"Sun, 16 Dec 2012 1:2:3:4 GMT", NULL},
	{"Sunday, 16 Foo 2012 11:47:32 GMT", NULL},
	/* months of smaller languages; those of larger ones that look alike stay what they were */
	{"28 ноември 2016 15:04", "2016-11-28T15:04:00Z"},
	{"28 studenog 2016 15:04", "2016-11-28T15:04:00Z"},
	{"28. novembra 2016 15:04", "2016-11-28T15:04:00Z"},
	{"2016 m. lapkričio 28 d. 15:04", "2016-11-28T15:04:00Z"},
	{"28 novembris 2016 15:04", "2016-11-28T15:04:00Z"},
	{"28 בנובמבר 2016 15:04", "2016-11-28T15:04:00Z"},
	{"28 siječnja 2016 15:04", "2016-01-28T15:04:00Z"},
	{"28. srpnja 2016 15:04", "2016-07-28T15:04:00Z"},
	{"28. srpna 2016 15:04", "2016-08-28T15:04:00Z"},
	{"28 lipca 2016 15:04", "2016-07-28T15:04:00Z"},
	{"28. lipnja 2016 15:04", "2016-06-28T15:04:00Z"},
	{"28 liepos 2016 15:04", "2016-07-28T15:04:00Z"},
	{"2016. gada 28. decembris 15:04", "2016-12-28T15:04:00Z"},
	{"28. veebruar 2016 15:04", "2016-02-28T15:04:00Z"},
	{"28 юни 2016 15:04", "2016-06-28T15:04:00Z"},
	{"28 снежня 2016 15:04", "2016-12-28T15:04:00Z"},
	{"28 жніўня 2016 15:04", "2016-08-28T15:04:00Z"},
	{"28 јуна 2016 15:04", "2016-06-28T15:04:00Z"},
	{"28 Shtator 2016 15:04", "2016-09-28T15:04:00Z"},
	{"28 xuño 2016 15:04", "2016-06-28T15:04:00Z"},
	{"28 Avqust 2016 15:04", "2016-08-28T15:04:00Z"},
	{"28 شباط 2016 15:04", "2016-02-28T15:04:00Z"},
	{"Mon, 28 Mac 2016 15:04:05 +0800", "2016-03-28T07:04:05Z"},
	{"Sun, 32 Dec 2012 11:47:32 GMT", NULL},
	{"\ufffd\ufffd\ufffd, 29 \ufffd\ufffd\ufffd\ufffd 2004 12:53:00 GMT", NULL},
	{"insert updated date here", NULL},
	{"99999999999999999999", NULL},
};

/* What was there on 28 November 2026 was not written later. */
static void
an_open_order_is_read_as_no_later_than_the_text(void **state)
{
	static const struct {
		const char *text;
		const char *time;
	} dates[] = {
		{"16/11/28 15:04", "2016-11-28T15:04:00Z"},
		{"16/11/20 15:04", "2020-11-16T15:04:00Z"},
		{"10/11/28", "2010-11-28T00:00:00Z"},
		{"12/11/26", "2026-11-12T00:00:00Z"},
		{"10/11/26", "2026-10-11T00:00:00Z"},
		{"12/11/2026", "2026-11-12T00:00:00Z"},
		{"11/12/2026", "2026-11-12T00:00:00Z"},
		{"16.11.28", "2016-11-28T00:00:00Z"},
		{"12/20/26", "2026-12-20T00:00:00Z"}, /* announced: no order makes it older */
		{"28/12/30", "2030-12-28T00:00:00Z"},
	};
	const int64_t seen_at = 1795867200;

	(void)state;
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		char got[DATE_TEXT_SIZE] = "none";
		struct date date;

		if (date_read_by(span_of(dates[i].text), seen_at, &date))
			date_format_rfc3339(date.at, got);
		if (strcmp(got, dates[i].time) != 0)
			fail_msg("'%s' gave %s, not %s", dates[i].text, got, dates[i].time);
	}
	assert_int_equal(date_parse(SPAN("16/11/28 15:04")), 1857999840);
}

static void
dates_of_the_wild_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char got[DATE_TEXT_SIZE] = "none";
		int64_t at = date_parse(span_of(cases[i].text));

		if (at != TIME_NONE)
			date_format_rfc3339(at, got);
		if (strcmp(got, cases[i].time != NULL ? cases[i].time : "none") != 0)
			fail_msg("'%s' gave %s, not %s", cases[i].text, got, cases[i].time);
	}
}

static void
a_date_tells_what_it_lacked(void **state)
{
	struct date date;

	(void)state;
	assert_true(date_read(SPAN("2004-07-08 23:56:58"), &date));
	assert_false(date.has_zone);
	assert_true(date.has_time);
	assert_true(date_read(SPAN("8 July 2004"), &date));
	assert_false(date.has_zone);
	assert_false(date.has_time);
	assert_true(date_read(SPAN("Thu, 01 Jan 2004 19:48:21 EST"), &date));
	assert_true(date.has_zone);
	assert_true(date_read(SPAN("1520932969"), &date));
	assert_true(date.has_zone);
}

static void
times_are_written_as_they_are_read(void **state)
{
	static const int64_t times[] = {0, -1, 951782400, 1520932969, 253402300799, -62167219200};
	char text[DATE_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		date_format_rfc3339(times[i], text);
		assert_int_equal(date_parse(span_of(text)), times[i]);
	}
	date_format_rfc822(1520932969, text);
	assert_string_equal(text, "Tue, 13 Mar 2018 09:22:49 GMT");
	date_format_rfc3339(INT64_MIN, text);
	assert_string_equal(text, "0000-01-01T00:00:00Z");
	date_format_rfc3339(INT64_MAX, text);
	assert_string_equal(text, "9999-12-31T23:59:59Z");
}

static void
civil_days_and_their_numbers_agree_over_four_centuries(void **state)
{
	struct civil before = civil_of(civil_days(1899, 12, 31) * DAY_SECONDS);

	(void)state;
	for (int64_t day = civil_days(1900, 1, 1); day < civil_days(2300, 1, 1); day++) {
		struct civil civil = civil_of(day * DAY_SECONDS);

		assert_int_equal(civil_days(civil.year, civil.month, civil.day), day);
		assert_int_equal(civil.weekday, (before.weekday + 1) % 7);
		assert_true(civil.day == before.day + 1 || civil.day == 1);
		before = civil;
	}
	assert_int_equal(civil_days(1970, 1, 1), 0);
	assert_int_equal(civil_days(1969, 13, 1), 0);
	assert_int_equal(civil_days(1970, 0, 32), 0);
	assert_int_equal(civil_month_days(2000, 2), 29);
	assert_int_equal(civil_month_days(1900, 2), 28);
	assert_int_equal(civil_month_days(2023, 12), 31);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_of_the_wild_are_read),
		cmocka_unit_test(an_open_order_is_read_as_no_later_than_the_text),
		cmocka_unit_test(a_date_tells_what_it_lacked),
		cmocka_unit_test(times_are_written_as_they_are_read),
		cmocka_unit_test(civil_days_and_their_numbers_agree_over_four_centuries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
