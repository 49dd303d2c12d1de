"""The published report: tables, what may be published of them, and how it looks."""
