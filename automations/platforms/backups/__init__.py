"""Backups: one encrypted file of all workbooks, wherever these live."""
