# Tests of the configuration and of the query language; only appends.
