#include "aggregator/fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/unit/test.h"

struct row {
	const char *address;
	const char *why; /* NULL: public */
};

static const struct row v4_rows[] = {
	{"0.0.0.0", "'this network'"},
	{"9.255.255.255", NULL},
	{"10.0.0.0", "private"},
	{"10.255.255.255", "private"},
	{"11.0.0.0", NULL},
	{"100.63.255.255", NULL},
	{"100.64.0.0", "carrier-grade NAT"},
	{"100.127.255.255", "carrier-grade NAT"},
	{"100.128.0.0", NULL},
	{"127.0.0.1", "loopback"},
	{"127.255.255.254", "loopback"},
	{"169.253.255.255", NULL},
	{"169.254.169.254", "link-local"},
	{"172.15.255.255", NULL},
	{"172.16.0.0", "private"},
	{"172.31.255.255", "private"},
	{"172.32.0.0", NULL},
	{"192.0.0.8", "protocol assignments"},
	{"192.0.2.1", "documentation"},
	{"192.168.1.1", "private"},
	{"192.169.0.1", NULL},
	{"198.17.255.255", NULL},
	{"198.18.0.1", "benchmarking"},
	{"198.19.255.255", "benchmarking"},
	{"198.20.0.0", NULL},
	{"223.255.255.255", NULL},
	{"224.0.0.1", "multicast"},
	{"239.255.255.255", "multicast"},
	{"240.0.0.1", "reserved"},
	{"255.255.255.255", "reserved"},
	{"8.8.8.8", NULL},
};

static const struct row v6_rows[] = {
	{"::", "loopback"},
	{"::1", "loopback"},
	{"::2", "'this network'"}, /* 0.0.0.2, IPv4-compatible */
	{"::ffff:127.0.0.1", "loopback"},
	{"::ffff:10.1.2.3", "private"},
	{"::ffff:8.8.8.8", NULL},
	{"::ffff:0:192.168.0.1", "private"},
	{"::127.0.0.1", "loopback"},
	{"64:ff9b::10.0.0.1", "private"},
	{"64:ff9b::8.8.8.8", NULL},
	{"64:ff9b:1::1", "NAT64"},
	{"100::1", "discard-only"},
	{"2001::1", "Teredo"},
	{"2001:db8::1", "documentation"},
	{"2002:7f00:1::1", "loopback"},
	{"2002:c0a8:101::1", "private"},
	{"2002:808:808::1", NULL},
	{"2606:4700::6810:85e5", NULL},
	{"2a00:1450:4001:800::200e", NULL},
	{"fbff::1", NULL},
	{"fc00::1", "private"},
	{"fdff::1", "private"},
	{"fe00::1", NULL},
	{"fe80::1", "link-local"},
	{"febf::1", "link-local"},
	{"fec0::1", "private"},
	{"ff02::1", "multicast"},
};

static void
check(const char *address, const char *got, const char *want)
{
	if ((got == NULL) != (want == NULL) || (got != NULL && strcmp(got, want) != 0))
		fail_msg("%s: got '%s', want '%s'", address, got != NULL ? got : "public",
			want != NULL ? want : "public");
}

static void
knows_each_block_of_ipv4_to_its_edges(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof v4_rows / sizeof v4_rows[0]; i++) {
		struct sockaddr_in address = {.sin_family = AF_INET};

		assert_int_equal(inet_pton(AF_INET, v4_rows[i].address, &address.sin_addr), 1);
		check(v4_rows[i].address, address_refusal((struct sockaddr *)&address),
			v4_rows[i].why);
	}
}

static void
knows_ipv6_blocks_and_what_hides_an_ipv4_address(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof v6_rows / sizeof v6_rows[0]; i++) {
		struct sockaddr_in6 address = {.sin6_family = AF_INET6};

		assert_int_equal(inet_pton(AF_INET6, v6_rows[i].address, &address.sin6_addr), 1);
		check(v6_rows[i].address, address_refusal((struct sockaddr *)&address),
			v6_rows[i].why);
	}
}

static void
refuses_what_is_neither(void **state)
{
	struct sockaddr local = {.sa_family = AF_UNIX};

	(void)state;
	check("a socket file", address_refusal(&local), "not of the Internet");
}

static void
reads_literals_as_they_stand_in_a_url(void **state)
{
	static const struct row rows[] = {{"127.0.0.1", "loopback"}, {"[::1]", "loopback"},
		{"::1", "loopback"}, {"[fd00::1]", "private"}, {"8.8.8.8", NULL},
		{"localhost", NULL}, {"[", NULL}, {"[]", NULL}, {"", NULL}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check(rows[i].address, address_literal_refusal(rows[i].address), rows[i].why);
}

static struct address_key
key_of(const char *text)
{
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct address_key key;

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
		assert_true(address_key_of((const struct sockaddr *)(const void *)&v4, &key));
		return key;
	}
	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	assert_true(address_key_of((const struct sockaddr *)(const void *)&v6, &key));
	return key;
}

static void
addresses_of_one_machine_have_one_key(void **state)
{
	static const struct pair {
		const char *one, *two;
		bool are_same;
	} pairs[] = {
		{"198.51.100.7", "198.51.100.7", true},
		{"198.51.100.7", "198.51.100.8", false},
		{"198.51.100.7", "::ffff:198.51.100.7", true},
		{"198.51.100.7", "64:ff9b::198.51.100.7", true}, /* NAT64 is not one machine */
		{"64:ff9b::198.51.100.7", "64:ff9b::198.51.100.8", false},
		{"2002:c633:6407::1", "198.51.100.7", true}, /* 6to4 */
		{"2a00:1450:4001:81b::200e", "2a00:1450:4001:81b:ffff::1", true},
		{"2a00:1450:4001:81b::200e", "2a00:1450:4001:81c::200e", false},
		{"::1", "127.0.0.1", false},
		{"::1", "0.0.0.1", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		struct address_key one = key_of(pairs[i].one), two = key_of(pairs[i].two);

		if ((memcmp(&one, &two, sizeof one) == 0) != pairs[i].are_same)
			fail_msg("%s and %s", pairs[i].one, pairs[i].two);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_each_block_of_ipv4_to_its_edges),
		cmocka_unit_test(knows_ipv6_blocks_and_what_hides_an_ipv4_address),
		cmocka_unit_test(refuses_what_is_neither),
		cmocka_unit_test(reads_literals_as_they_stand_in_a_url),
		cmocka_unit_test(addresses_of_one_machine_have_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
