"""Print preview and printing: what is shown is what is printed. Loaded when something is to be printed."""
