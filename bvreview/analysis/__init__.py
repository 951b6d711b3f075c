"""Numbers about services: intervals, funnels, ranks and comparisons; pure functions, frozen results."""
