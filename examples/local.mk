# The examples, with which the first run works without a network.
