"""Plans and charts as PDF."""
