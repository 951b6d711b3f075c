"""Floor 6: the window. PySide6 is imported here and nowhere else."""
