"""The sample region: what it is made from, and the factory that makes it."""
