"""Files that somebody filled in and sent: what is read, asked, stopped, noted or refused."""
