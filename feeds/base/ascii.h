#ifndef FEEDS_BASE_ASCII_H
#define FEEDS_BASE_ASCII_H

#include <stdbool.h>

/* Kinds of bytes, whatever the locale; a byte of 0x80 or more is of none of them. */

static inline bool
ascii_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool
ascii_is_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static inline bool
ascii_is_lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static inline bool
ascii_is_alpha(char byte)
{
	return ascii_is_lower((char)(byte | 0x20));
}

static inline bool
ascii_is_alnum(char byte)
{
	return ascii_is_alpha(byte) || ascii_is_digit(byte);
}

/* Space, tab, line feed, vertical tab, form feed, carriage return. */
static inline bool
ascii_is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static inline char
ascii_lower(char byte)
{
	return ascii_is_upper(byte) ? (char)(byte | 0x20) : byte;
}

static inline char
ascii_upper(char byte)
{
	return ascii_is_lower(byte) ? (char)(byte & ~0x20) : byte;
}

/* The value of a hexadecimal digit, or -1. */
static inline int
ascii_hex(char byte)
{
	if (ascii_is_digit(byte))
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	if (byte >= 'A' && byte <= 'F')
		return byte - 'A' + 10;
	return -1;
}

#endif
