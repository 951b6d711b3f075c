"""Pasting a ledger extract: what was copied, where each account belongs, what it fills in."""
