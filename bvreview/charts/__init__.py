"""A chart is a value: what to show, laid out as shapes that screen, print and tests draw alike."""
