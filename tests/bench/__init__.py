"""Measurements beside the figures to reach: `make bench`. A bench is no test: nothing fails on time."""
