"""Spreadsheets: the grid, what people type into it, and the Sheets v4 methods."""
