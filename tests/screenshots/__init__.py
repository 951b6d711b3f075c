"""Pictures of the window for people who decide by them, and what is wrong with them."""
