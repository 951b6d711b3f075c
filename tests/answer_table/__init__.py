"""Tables of answers as somebody who knows spreadsheets works in them, on a real window."""
