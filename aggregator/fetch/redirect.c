#include "aggregator/fetch/redirect.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/memory.h"

bool
redirect_is_permanent(int status)
{
	return status == 301 || status == 308;
}

bool
redirect_is_status(int status)
{
	return redirect_is_permanent(status) || status == 302 || status == 303 || status == 307;
}

bool
redirect_begin(struct redirect_chain *chain, struct span url, struct error *err)
{
	*chain = (struct redirect_chain){.is_permanent = true};
	return url_parse(&chain->home, url, err) &&
	       url_parse(&chain->now, span_of(chain->home.text), err);
}

bool
redirect_set_home(struct redirect_chain *chain, struct span home, struct error *err)
{
	struct url url;

	if (!url_parse(&url, home, err))
		return false;
	url_release(&chain->home);
	chain->home = url;
	return true;
}

void
redirect_release(struct redirect_chain *chain)
{
	url_release(&chain->home);
	url_release(&chain->now);
	free(chain->moved_to);
	chain->moved_to = NULL;
}

static bool
may_go(const struct redirect_chain *chain, const struct url *target, struct error *err)
{
	if (chain->hops >= chain->hops_max)
		return error_set(err, EX_PROTOCOL, "more than %d redirects, the last to '%s'",
			chain->hops_max, target->text);
	if (strcmp(target->text, chain->now.text) == 0)
		return error_set(err, EX_PROTOCOL, "the server redirects to the same URL again");
	if (chain->is_secret && chain->now.is_https && !target->is_https)
		return error_set(err, EX_PROTOCOL,
			"a feed with credentials is redirected from https to http: '%s'",
			target->text);
	return true;
}

bool
redirect_follow(struct redirect_chain *chain, int status, struct span location, struct error *err)
{
	struct url target;

	if (!url_resolve(&target, &chain->now, location, err))
		return error_in(err, "the redirect is refused");
	if (!may_go(chain, &target, err)) {
		url_release(&target);
		return false;
	}
	url_release(&chain->now);
	chain->now = target;
	chain->hops++;
	chain->is_permanent = chain->is_permanent && redirect_is_permanent(status);
	if (chain->is_permanent) {
		free(chain->moved_to);
		chain->moved_to = memory_string(target.text, strlen(target.text));
	}
	return true;
}

bool
redirect_is_home(const struct redirect_chain *chain)
{
	return url_same_origin(&chain->home, &chain->now);
}

char *
redirect_take_moved_to(struct redirect_chain *chain)
{
	char *moved_to = chain->moved_to;

	chain->moved_to = NULL;
	return moved_to;
}
