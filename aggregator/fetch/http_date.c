#include "aggregator/fetch/http_date.h"

#include <curl/curl.h>
#include <string.h>

#define HTTP_DATE_MAX 40

bool
http_date_read(struct span text, int64_t *when)
{
	char date[HTTP_DATE_MAX + 1] = "";

	if (text.len == 0 || text.len > HTTP_DATE_MAX)
		return false;
	memcpy(date, text.at, text.len);
	*when = curl_getdate(date, NULL);
	return *when >= 0;
}
