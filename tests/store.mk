# Tests of this area; only appends.
