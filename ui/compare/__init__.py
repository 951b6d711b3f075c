"""How a review compares: the views of the page, what they share, and the frame's data."""
